// Adapter of @unkey/api for the probes.

import { Unkey } from '@unkey/api'
import { HTTPClient } from '@unkey/api/lib/http.js'
import {
  type Adapter,
  type CallOptions,
  type Client,
  type ClientOptions,
  idsAfter,
  property,
} from '../probes/adapter.ts'
import { REQUEST_ID } from '../probes/server.ts'

type RetryOptions = NonNullable<Parameters<Unkey['apis']['getApi']>[1]>

function clientOf(options: ClientOptions): Client {
  const { url, key, keyFunction, timeoutMs, maxRetries, totalTimeoutMs, headers, headersPerAttempt } = options
  const { fetch, appInfo, log, extra } = options
  const httpClient = new HTTPClient(fetch === undefined ? {} : { fetcher: fetch })
  httpClient.addHook('beforeRequest', (request) => {
    for (const [name, value] of Object.entries({ ...headers, ...headersPerAttempt?.() }))
      request.headers.set(name, value)
  })
  const unkey = new Unkey({
    serverURL: url,
    httpClient,
    rootKey: keyFunction === undefined ? key : async () => keyFunction(),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(maxRetries === 0 ? { retryConfig: { strategy: 'none' } } : {}),
    ...(totalTimeoutMs === undefined ? {} : { retryConfig: backoff(totalTimeoutMs) }),
    ...(appInfo === undefined ? {} : { userAgent: `${appInfo.name}/${appInfo.version}` }),
    ...(log === undefined ? {} : { debugLogger: { log, group: log, groupEnd: () => undefined } }),
    ...extra,
  })
  return {
    object: unkey,
    read: (call) => unkey.apis.getApi({ apiId: 'api_1' }, callOf(call)),
    write: (name, call) => unkey.apis.createApi({ name }, callOf(call)),
    async details() {
      const { meta } = await unkey.apis.getApi({ apiId: 'api_1' })
      return { requestId: meta.requestId }
    },
    async *pages() {
      for await (const page of await unkey.apis.listKeys({ apiId: 'api_1', limit: 2 }))
        yield page.result.data.map(({ keyId: id }) => ({ id }))
    },
    on: {
      request: (listener) => void httpClient.addHook('beforeRequest', () => listener()),
      response: (listener) => {
        httpClient.addHook('response', async () => listener())
        httpClient.addHook('requestError', async () => listener())
      },
    },
  }
}

function backoff(maxElapsedTime: number): NonNullable<RetryOptions['retries']> {
  return {
    strategy: 'backoff',
    backoff: { initialInterval: 50, maxInterval: 1_000, exponent: 1.5, maxElapsedTime },
    retryConnectionErrors: true,
  }
}

function callOf({ signal, timeoutMs, maxRetries, headers }: CallOptions = {}): RetryOptions {
  return {
    ...(signal && { signal }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(maxRetries === 0 ? { retries: { strategy: 'none' } } : {}),
    ...(headers && { headers }),
  }
}

export const adapter: Adapter = {
  key: 'unkey_0123456789abcdef0123456789abcdef',
  environment: { key: 'UNKEY_ROOT_KEY' },
  create: clientOf,
  createFromEnvironment: (url) => clientOf({ url }),
  answer({ path, body }) {
    const meta = { requestId: REQUEST_ID }
    if (path.endsWith('createApi')) return { meta, data: { apiId: 'api_1' } }
    if (!path.endsWith('listKeys')) return { meta, data: { id: 'api_1', name: 'probe' } }
    const { ids, hasMore } = idsAfter(property(JSON.parse(body), 'cursor'))
    const data = ids.map((keyId) => ({ keyId, start: keyId, enabled: true, createdAt: 1 }))
    return { meta, data, pagination: { hasMore, ...(hasMore ? { cursor: ids.at(-1) } : {}) } }
  },
  failure: (status, message, path) => ({
    meta: { requestId: REQUEST_ID },
    error: {
      title: 'Probe',
      detail: message,
      status,
      type: 'https://docs.example/probe',
      errors: [{ location: path, message }],
    },
  }),
  failureType: (status) => (status === 429 ? 'application/problem+json' : 'application/json'),
  read: Object.fromEntries(
    ['uploadPath', 'uploadBlob', 'uploadStream', 'uploadProgress', 'uploadMany', 'downloadToFile'].map(
      (id) => [id, { ok: null, source: 'the API has no files' }],
    ),
  ),
}
