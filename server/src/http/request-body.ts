// readBody: reads a request body as UTF-8 text, up to a size limit. Used by /graphql and /auth/.

import type { IncomingMessage } from 'node:http'
import { Problem } from '@latchkey/schema/graphql/problem.ts'

/** Maximum size of a request body of /graphql: 256 KiB. */
export const GRAPHQL_BODY_LIMIT_BYTES = 256 * 1_024

// Without `fatal`, the decoder would silently replace invalid bytes.
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Rejects with PAYLOAD_TOO_LARGE beyond `limitBytes`, and with BAD_REQUEST if the body is not UTF-8. */
export function readBody(
  req: IncomingMessage,
  limitBytes: number = GRAPHQL_BODY_LIMIT_BYTES,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const rejectBody = () => {
      // Read and discard the rest of the body; otherwise the client might not read the response.
      req.removeAllListeners('data')
      req.resume()
      const limit = limitBytes % 1_024 === 0 ? `${limitBytes / 1_024} KiB` : `${limitBytes} bytes`
      reject(
        new Problem('PAYLOAD_TOO_LARGE', `The request body is larger than ${limit}. Send a smaller body.`),
      )
    }
    if (Number(req.headers['content-length']) > limitBytes) {
      rejectBody()
      return
    }
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limitBytes) rejectBody()
      else chunks.push(chunk)
    })
    req.once('end', () => {
      try {
        resolve(utf8.decode(Buffer.concat(chunks)))
      } catch {
        reject(new Problem('BAD_REQUEST', 'The request body is not valid UTF-8.'))
      }
    })
    req.once('error', reject)
    const closed = () => {
      if (!req.complete) reject(new Error('The client disconnected before it sent the whole body.'))
    }
    req.once('close', closed)
    // If the client disconnected during authentication, no further event is emitted.
    if (req.destroyed) closed()
  })
}
