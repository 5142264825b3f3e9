// A local HTTP server that answers an SDK as scripted and records its requests. Used by the probes.

import { createServer, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Adapter, Received } from './adapter.ts'

export const REQUEST_ID = 'req_probe_1'
export const REMAINING = 987

/** `lost`: the request is received, and the connection is closed without a response. */
export type Reply =
  | 'ok'
  | 'lost'
  | 'hang'
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly message?: string
    }

export interface Probed extends AsyncDisposable {
  readonly url: string
  readonly received: readonly Received[]
}

const LIMITS = {
  'ratelimit-policy': '"burst";q=20;w=1, "window";q=1000;w=900',
  ratelimit: `"burst";r=19;t=1, "window";r=${REMAINING};t=900`,
  'x-ratelimit-limit': '1000',
  'x-ratelimit-remaining': String(REMAINING),
}

export async function serve(
  adapter: Adapter,
  reply: (nth: number, request: Received) => Reply | Promise<Reply>,
  limits: () => Readonly<Record<string, string>> = () => LIMITS,
): Promise<Probed> {
  const received: Received[] = []
  const answer = async (server: Server, response: ServerResponse, request: Received) => {
    const url = urlOf(server)
    const told = await reply(received.push(request), request)
    if (told === 'hang') return
    if (told === 'lost') return void response.destroy()
    const ids = { 'x-request-id': REQUEST_ID, 'request-id': REQUEST_ID, 'x-github-request-id': REQUEST_ID }
    if (told === 'ok') {
      const headers = { ...ids, ...limits(), ...adapter.answerHeaders?.(request, url) }
      response.writeHead(200, { ...headers, 'content-type': 'application/json' })
      response.end(JSON.stringify(adapter.answer(request, url)))
      return
    }
    const { status, headers = {}, message = 'The request failed.' } = told
    const type = adapter.failureType?.(status) ?? 'application/json'
    response.writeHead(status, { ...ids, ...limits(), ...headers, 'content-type': type })
    response.end(JSON.stringify(adapter.failure(status, message, INVALID_PATH)))
  }
  const server = createServer(async (request, response) => {
    const at = performance.now()
    const { method = '', url: path = '', headers } = request
    const body = await text(request).catch(() => null)
    if (body === null) return
    await answer(server, response, { method, path, headers, body, at })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: urlOf(server),
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The field that the server calls invalid. */
export const INVALID_PATH = 'owners.0.email'

function urlOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP port.')
  return `http://127.0.0.1:${address.port}`
}

/** A port that refuses connections. */
export async function closedPort(adapter: Adapter): Promise<string> {
  const { url, ...server } = await serve(adapter, () => 'ok')
  await server[Symbol.asyncDispose]()
  return url
}
