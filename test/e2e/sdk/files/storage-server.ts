// A storage server for tests of uploads and downloads, at another origin than the API, and the API's answers.

import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Answering, answering, data } from '../fake-server.ts'

interface Stored {
  readonly path: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly byteSize: number
  readonly sha256: string
}

type Reply = (response: ServerResponse, request: IncomingMessage, nth: number) => void | Promise<void>

export interface Storage extends AsyncDisposable {
  readonly url: string
  readonly stored: readonly Stored[]
  /** The most transfers that were open at the same time. */
  readonly mostOpen: number
}

/** By default it reads the whole body and answers 200. `reply` answers instead, also before the body is read. */
export async function storing(reply?: Reply): Promise<Storage> {
  const stored: Stored[] = []
  let [nth, open, mostOpen] = [0, 0, 0]
  const server = createServer(async (request, response) => {
    nth += 1
    open += 1
    mostOpen = Math.max(mostOpen, open)
    response.once('close', () => (open -= 1))
    if (reply !== undefined) await reply(response, request, nth)
    if (response.headersSent || response.destroyed || response.writableEnded) return
    const hash = createHash('sha256')
    let byteSize = 0
    try {
      for await (const chunk of request) {
        hash.update(chunk)
        byteSize += chunk.length
      }
    } catch {
      return
    }
    stored.push({ path: request.url, headers: request.headers, byteSize, sha256: hash.digest('hex') })
    response.writeHead(200).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stored,
    get mostOpen() {
      return mostOpen
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The secret part of all signed addresses of `apiWith`. */
export const SIGNATURE = 'a-signature-that-opens-the-file'

/**
 * An API whose signed addresses are at `storage`. The nth upload has the id `upl_<n>`. `bytes` is the content of all
 * documents.
 */
export function apiWith(
  storage: { readonly url: string },
  bytes: Uint8Array = new TextEncoder().encode('abc'),
): Promise<Answering> {
  let uploads = 0
  return answering((response, { query = '', variables }) => {
    const input = Object(variables['input'])
    const [, operation] = /(?:query|mutation) (\w+)/.exec(query) ?? []
    if (operation === 'requestDocumentUpload') {
      uploads += 1
      const headers = [{ name: 'content-length', value: String(input.byteSize) }]
      const url = `${storage.url}/upl_${uploads}?signature=${SIGNATURE}`
      data(response, { requestDocumentUpload: { id: `upl_${uploads}`, url, headers } })
    } else if (operation === 'completeDocumentUpload')
      data(response, { completeDocumentUpload: { id: input.uploadId.replace('upl_', 'doc_') } })
    else if (operation === 'documentDownload') {
      const isScanning = variables['id'] === 'doc_scanning'
      const download = isScanning ? null : { url: `${storage.url}/doc?signature=${SIGNATURE}` }
      const status = isScanning ? 'SCANNING' : 'UPLOADED'
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const file = { fileName: 'known.pdf', byteSize: bytes.byteLength, sha256 }
      data(response, { document: { status, ...file, download } })
    } else
      data(response, {
        submission: { documentsArchive: { url: `${storage.url}/zip?signature=${SIGNATURE}` } },
      })
  })
}

/** The requests of one mutation. */
export function inputsOf({ requested }: Answering, mutation: string): Answering['requested'] {
  return requested.filter(({ query = '' }) => query.includes(`mutation ${mutation}(`))
}
