// Reads the body of a request, up to a limit. In front of Yoga, whose own limit costs more than half the throughput.

import type { IncomingMessage } from 'node:http'
import { Problem } from '@latchkey/schema/problem.ts'

const MOST_BYTES = 1_000_000

// Bytes that are no UTF-8 would become question marks, silently.
const utf8 = new TextDecoder('utf-8', { fatal: true })

export function readBody(req: IncomingMessage, limitBytes = MOST_BYTES): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const refuse = () => {
      // What still comes is let past unread, so that the caller gets to read the answer.
      req.removeAllListeners('data')
      req.resume()
      reject(
        new Problem(
          'PAYLOAD_TOO_LARGE',
          `The request body is too large: at most ${limitBytes} bytes. Send less.`,
        ),
      )
    }
    if (Number(req.headers['content-length']) > limitBytes) {
      refuse()
      return
    }
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limitBytes) refuse()
      else chunks.push(chunk)
    })
    req.once('end', () => {
      try {
        resolve(utf8.decode(Buffer.concat(chunks)))
      } catch {
        reject(new Problem('BAD_REQUEST', 'The body is not UTF-8.'))
      }
    })
    req.once('error', reject)
    const left = () => {
      if (!req.complete) reject(new Error('The caller left before the body was whole.'))
    }
    req.once('close', left)
    // Gone already, while it was found out who it is: nothing tells of it again.
    if (req.destroyed) left()
  })
}
