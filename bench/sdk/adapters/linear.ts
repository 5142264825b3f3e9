// Adapter of @linear/sdk for the probes.

import { createHmac } from 'node:crypto'
import { LinearClient } from '@linear/sdk'
import { LinearWebhookClient } from '@linear/sdk/webhooks'
import { type Adapter, type Client, type ClientOptions, idsAfter, property } from '../probes/adapter.ts'

const WEBHOOK_SECRET = 'a secret of the probe'

function clientOf({ url, key, headers, extra }: ClientOptions): Client {
  const linear = new LinearClient({
    ...(key === undefined ? {} : { apiKey: key }),
    apiUrl: `${url}/graphql`,
    ...(headers === undefined ? {} : { headers }),
    ...extra,
  })
  return {
    object: linear,
    read: () => linear.viewer,
    write: (title) => linear.createIssue({ teamId: 'team_1', title }),
    // Only raw requests return the response.
    async details() {
      const { status, headers } = await linear.client.rawRequest('query viewer { viewer { id } }')
      return { status, header: headers?.get('x-request-id') }
    },
    raw: () => linear.client.request('query probe { probe { id } }'),
    toArray: async (limit) => (await linear.paginate(linear.issueLabels, { first: 2 })).slice(0, limit),
  }
}

export const adapter: Adapter = {
  key: 'lin_api_0123456789abcdef0123456789abcdef',
  environment: { key: 'LINEAR_API_KEY' },
  create: clientOf,
  createFromEnvironment: (url) => clientOf({ url }),
  answer({ body }) {
    const request: unknown = JSON.parse(body)
    if (!String(property(request, 'query')).includes('issueLabels'))
      return {
        data: { viewer: { id: 'user_1' }, probe: { id: '1' }, issueCreate: { success: true, lastSyncId: 1 } },
      }
    const { ids, hasMore } = idsAfter(property(property(request, 'variables'), 'after'))
    const pageInfo = {
      hasNextPage: hasMore,
      hasPreviousPage: false,
      endCursor: ids.at(-1),
      startCursor: ids[0],
    }
    return { data: { issueLabels: { nodes: ids.map((id) => ({ id })), pageInfo } } }
  },
  failure(status, message, path) {
    // The types of error that the client knows.
    const types = new Map([
      [401, 'authentication error'],
      [403, 'forbidden'],
      [404, 'invalid input'],
      [409, 'lock timeout'],
      [422, 'invalid input'],
      [429, 'ratelimited'],
    ])
    const type = types.get(status) ?? 'internal error'
    const extensions = {
      type,
      code: `PROBE_${status}`,
      userError: status < 500,
      docUrl: 'https://docs.example/probe',
    }
    return { errors: [{ message, path: path.split('.'), extensions }] }
  },
  async webhook() {
    const webhooks = new LinearWebhookClient(WEBHOOK_SECRET)
    return {
      signsTests: false,
      hasHandler: typeof webhooks.createHandler === 'function',
      sign: async (body) => ({
        'linear-signature': createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex'),
      }),
      verify: async (body, headers) =>
        webhooks.parseData(Buffer.from(body), headers['linear-signature'] ?? ''),
    }
  },
  read: Object.fromEntries(
    ['uploadPath', 'uploadBlob', 'uploadStream', 'uploadProgress', 'uploadMany', 'downloadToFile'].map(
      (id) => [
        id,
        { ok: false, source: '`fileUpload` returns a signed address; the program sends the file' },
      ],
    ),
  ),
}
