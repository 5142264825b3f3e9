// startServer: a small server that answers the program of partner-program.ts as Latchkey does.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { data, problem } from '../e2e/sdk/fake-server.ts'

export interface Server extends AsyncDisposable {
  /** The environment variables that the programs read. */
  readonly env: Readonly<Record<'LATCHKEY_API_KEY' | 'LATCHKEY_URL', string>>
  /** From now on, the server rejects the key. */
  readonly deactivateKey: () => void
}

const API_KEY = 'key_0123456789ab0123456789ab0123456789ab012370effb5a'
const SUBMISSION = { id: 'sub_1', name: 'Corner Bakery, new oven', status: 'DRAFT' }

export async function startServer(): Promise<Server> {
  let isActive = true
  const server = createServer(async (request, response) => {
    // Pages of any origin may send requests.
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader(
      'access-control-allow-headers',
      request.headers['access-control-request-headers'] ?? '',
    )
    if (request.method === 'OPTIONS') response.writeHead(204).end()
    else if (request.headers['x-api-key'] !== API_KEY || !isActive)
      problem(response, 401, 'API_KEY_INVALID', 'The API key is invalid.')
    else await answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    env: { LATCHKEY_API_KEY: API_KEY, LATCHKEY_URL: `http://127.0.0.1:${address.port}/graphql` },
    deactivateKey() {
      isActive = false
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { query, variables } = JSON.parse(await text(request))
  const [, operation] = /^\s*(?:query|mutation) (\w+)/.exec(query) ?? []
  if (operation === 'createSubmission') data(response, { createSubmission: SUBMISSION })
  else if (operation === 'submissions') {
    // Two pages.
    const pageInfo = { hasNextPage: variables.after !== 'sub_2', endCursor: 'sub_2' }
    data(response, { submissions: { nodes: [SUBMISSION], pageInfo } })
  } else if (operation === 'viewer') data(response, { viewer: { apiKey: { state: 'ACTIVE' } } })
  else problem(response, 404, 'SUBMISSION_NOT_FOUND', 'There is no such submission.')
}
