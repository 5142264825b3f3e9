// Serves a page of another origin, on its own server and port.

import { once } from 'node:events'
import { createServer } from 'node:http'

export interface ForeignPage extends AsyncDisposable {
  readonly origin: string
  readonly port: number
}

/** Answers every request with one page that contains only `content`. */
export async function servePage(content = ''): Promise<ForeignPage> {
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>A page</title>${content}`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
