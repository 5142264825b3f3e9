// Adapter of @latchkey/sdk for the probes.

import { createHash } from 'node:crypto'
import { Latchkey, type LatchkeyOptions } from '@latchkey/sdk'
import { type Adapter, type Client, type ClientOptions, idsAfter, property } from '../probes/adapter.ts'

const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of 24 bytes or more').toString('base64')}`
const STORED = { content: 'of a file' }

function clientOf(options: ClientOptions): Client {
  const { url, key, keyFunction, keyList, log, extra, headersPerAttempt, headers, onRotationDue } = options
  const { timeoutMs, maxRetries, totalTimeoutMs, fetch, appInfo } = options
  const given: LatchkeyOptions = {
    url: `${url}/graphql`,
    apiKey: keyFunction ?? keyList ?? key,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(maxRetries === undefined ? {} : { maxRetries }),
    ...(totalTimeoutMs === undefined ? {} : { totalTimeoutMs }),
    ...(headers === undefined ? {} : { headers }),
    ...(headersPerAttempt === undefined ? {} : { headers: headersPerAttempt }),
    ...(fetch === undefined ? {} : { fetch }),
    ...(appInfo === undefined ? {} : { appInfo }),
    ...(log === undefined
      ? {}
      : { logger: { debug: log, info: log, warn: log, error: log }, logLevel: 'debug' }),
    ...(onRotationDue === undefined ? {} : { onRotationDue }),
    ...extra,
  }
  return wrapped(new Latchkey(given))
}

function wrapped(latchkey: Latchkey): Client {
  const list = () => latchkey.submissions.list({ first: 2 })
  const file = { fileName: 'probe.pdf' }
  return {
    object: latchkey,
    read: (call) => latchkey.viewer(call),
    write: (name, call) => latchkey.submissions.create({ name }, call),
    async details() {
      const { response } = await latchkey.viewer().withResponse()
      const { requestId, status, headers, rateLimit } = response
      return {
        requestId,
        status,
        header: headers.get('x-request-id'),
        remaining: rateLimit.window?.remaining,
      }
    },
    raw: () => latchkey.request('query probe { probe }'),
    items: list,
    async *pages() {
      for await (const { nodes } of list().pages()) yield nodes
    },
    toArray: (limit) => list().toArray({ limit }),
    totalCount: () => list().totalCount(),
    on: {
      request: (listener) => latchkey.on('request', listener),
      response: (listener) => latchkey.on('response', listener),
      retry: (listener) => latchkey.on('retry', listener),
    },
    withTimeout: (timeoutMs) => wrapped(latchkey.withOptions({ timeoutMs })),
    upload: {
      path: (path) => latchkey.documents.upload('sub_1', path),
      blob: (blob) => latchkey.documents.upload('sub_1', blob, file),
      stream: (content, byteSize) => latchkey.documents.upload('sub_1', { content, byteSize, ...file }),
      progress: (blob, report) =>
        latchkey.documents.upload('sub_1', blob, {
          ...file,
          onProgress: ({ sent, total }) => report(sent, total),
        }),
      async many(blobs) {
        const results = await latchkey.documents.uploadAll(
          'sub_1',
          blobs.map((content, index) => ({ content, fileName: `probe-${index}.pdf` })),
        )
        return results.length === blobs.length && results.every(({ ok }) => ok)
      },
      toFile: (toFile) => latchkey.documents.download('doc_1', { toFile }),
    },
  }
}

const CODES = new Map([
  [401, 'API_KEY_INVALID'],
  [403, 'FORBIDDEN'],
  [404, 'SUBMISSION_NOT_FOUND'],
  [408, 'UNAVAILABLE'],
  [409, 'VERSION_CONFLICT'],
  [422, 'VALIDATION_FAILED'],
  [429, 'BURST_LIMITED'],
  [503, 'UNAVAILABLE'],
])

/** The answers of the operations that the probes use, by a word of the operation. */
function dataOf(query: string, variables: unknown, url: string): object {
  const stored = JSON.stringify(STORED)
  const sha256 = createHash('sha256').update(stored).digest('hex')
  const document = { id: 'doc_1', status: 'ACCEPTED', fileName: 'probe.pdf', byteSize: stored.length, sha256 }
  if (query.includes('requestDocumentUpload'))
    return { requestDocumentUpload: { id: 'upl_1', url: `${url}/storage`, headers: [] } }
  if (query.includes('completeDocumentUpload')) return { completeDocumentUpload: document }
  if (query.includes('document(')) return { document: { ...document, download: { url: `${url}/storage` } } }
  if (!query.includes('submissions'))
    return { viewer: { scopes: [] }, probe: 1, createSubmission: { id: 'sub_1', status: 'DRAFT' } }
  const { ids, hasMore } = idsAfter(property(variables, 'after'))
  const pageInfo = {
    hasNextPage: hasMore,
    hasPreviousPage: false,
    endCursor: ids.at(-1),
    startCursor: ids[0],
  }
  return { submissions: { nodes: ids.map((id) => ({ id })), pageInfo, totalCount: 6 } }
}

export const adapter: Adapter = {
  key: 'bft_0123456789abcdef0123456789abcdef012345677acfba4d',
  environment: { key: 'LATCHKEY_API_KEY', url: 'LATCHKEY_URL' },
  create: clientOf,
  createFromEnvironment: () => wrapped(new Latchkey({})),
  answer({ method, path, body }, url) {
    // The storage of files.
    if (method === 'GET' || path === '/storage') return STORED
    const request: unknown = JSON.parse(body)
    return { data: dataOf(String(property(request, 'query')), property(request, 'variables'), url) }
  },
  failure(status, message, path) {
    const code = CODES.get(status) ?? 'INTERNAL'
    const issues = [{ path, code: 'INVALID', message: 'Correct it.' }]
    const extensions = {
      code,
      status,
      requestId: 'req_probe_1',
      issues,
      docUrl: 'https://docs.example/probe',
    }
    return { data: null, errors: [{ message, extensions }] }
  },
  failureType: () => 'application/graphql-response+json',
  async webhook() {
    const { createFetchHandler, sign, verify } = await import('@latchkey/sdk/webhooks')
    return {
      signsTests: true,
      hasHandler: typeof createFetchHandler === 'function',
      sign: (body, at) => sign(body, WEBHOOK_SECRET, { now: at.getTime() }),
      verify: (body, headers) => verify(body, headers, WEBHOOK_SECRET),
    }
  },
}
