// A fake server with scripted responses that records requests, for tests of the SDK package alone.

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Requested {
  readonly method: string | undefined
  readonly path: string | undefined
  readonly headers: IncomingHttpHeaders
  /** Set for GraphQL requests. */
  readonly query?: string
  readonly variables: Readonly<Record<string, unknown>>
  /** The whole request body. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface Answering extends AsyncDisposable {
  readonly url: string
  readonly requested: readonly Requested[]
}

export async function answering(
  answer: (response: ServerResponse, request: Requested, nth: number) => void,
): Promise<Answering> {
  const requested: Requested[] = []
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request))
    const { query, variables } = body
    const { method, url: path, headers } = request
    const one = { method, path, headers, query, variables, body }
    answer(response, one, requested.push(one))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    requested,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/graphql-response+json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

export function data(response: ServerResponse, body: unknown): void {
  json(response, 200, { data: body })
}

/** An error response in the server's format. */
export function problem(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  more: object = {},
): void {
  const extensions = {
    code,
    status,
    requestId: 'req_1',
    issues: [],
    docUrl: `https://docs.example/${code}`,
    ...more,
  }
  json(response, status, { data: null, errors: [{ message, extensions }] })
}
