// Adapter of octokit for the probes.

import { createNodeMiddleware, Webhooks } from '@octokit/webhooks'
import { Octokit } from 'octokit'
import {
  type Adapter,
  type CallOptions,
  type Client,
  type ClientOptions,
  idsAfter,
} from '../probes/adapter.ts'

const WEBHOOK_SECRET = 'a secret of the probe'
const PLACE = { owner: 'o', repo: 'r' }

function clientOf(options: ClientOptions): Client {
  const { url, key, keyFunction, maxRetries, headers, headersPerAttempt, fetch, appInfo, log, extra } =
    options
  const octokit = new Octokit({
    baseUrl: url,
    ...(key === undefined ? {} : { auth: key }),
    ...(keyFunction === undefined ? {} : { authStrategy: strategyOf(keyFunction) }),
    ...(maxRetries === undefined ? {} : { retry: { retries: maxRetries } }),
    ...(fetch === undefined ? {} : { request: { fetch } }),
    ...(appInfo === undefined ? {} : { userAgent: `${appInfo.name}/${appInfo.version}` }),
    ...(log === undefined ? {} : { log: { debug: log, info: log, warn: log, error: log } }),
    ...extra,
  })
  octokit.hook.before('request', (request) => {
    Object.assign(request.headers, headers, headersPerAttempt?.())
  })
  const labels = () =>
    octokit.paginate.iterator(octokit.rest.issues.listLabelsForRepo, { ...PLACE, per_page: 2 })
  const idsOf = (data: readonly { readonly id: unknown }[]) => data.map(({ id }) => ({ id: String(id) }))
  return {
    object: octokit,
    read: (call) => octokit.rest.repos.get({ ...PLACE, ...callOf(call) }),
    write: (name, call) => octokit.rest.issues.createLabel({ ...PLACE, name, ...callOf(call) }),
    async details() {
      const { status, headers } = await octokit.rest.repos.get(PLACE)
      return { status, header: headers['x-github-request-id'] }
    },
    raw: () => octokit.request('GET /probes/1'),
    async *pages() {
      for await (const { data } of labels()) yield idsOf(data)
    },
    async toArray(limit) {
      let count = 0
      const found = await octokit.paginate(
        octokit.rest.issues.listLabelsForRepo,
        { ...PLACE, per_page: 2 },
        ({ data }, done) => {
          count += data.length
          if (count >= limit) done()
          return idsOf(data)
        },
      )
      return found.slice(0, limit)
    },
    on: {
      request: (listener) => octokit.hook.before('request', listener),
      response: (listener) => {
        octokit.hook.after('request', listener)
        octokit.hook.error('request', (error) => {
          listener()
          throw error
        })
      },
    },
  }
}

/** An authentication strategy of one's own, as its documentation describes. */
function strategyOf(keyFunction: () => string) {
  return () => ({
    hook(
      request: (options: { headers: Record<string, unknown> }) => Promise<unknown>,
      options: { headers: Record<string, unknown> },
    ) {
      options.headers['authorization'] = `token ${keyFunction()}`
      return request(options)
    },
  })
}

function callOf({ signal, maxRetries, headers }: CallOptions = {}) {
  return {
    ...(headers === undefined ? {} : { headers }),
    request: { ...(signal && { signal }), ...(maxRetries === undefined ? {} : { retries: maxRetries }) },
  }
}

export const adapter: Adapter = {
  key: 'ghp_0123456789abcdef0123456789abcdef0123',
  environment: { key: 'GITHUB_TOKEN' },
  create: clientOf,
  createFromEnvironment: (url) => clientOf({ url }),
  answer({ method, path }) {
    if (method === 'POST' || !path.includes('/labels')) return { id: 1, name: 'r' }
    return idsAfter(pageOf(path)).ids.map((id) => ({ id, name: id }))
  },
  answerHeaders({ method, path }, url): Readonly<Record<string, string>> {
    const { ids, hasMore } = idsAfter(pageOf(path))
    if (method !== 'GET' || !path.includes('/labels') || !hasMore) return {}
    return { link: `<${url}/repos/o/r/labels?per_page=2&page=${ids.at(-1)}>; rel="next"` }
  },
  failure: (status, message, path) => ({
    message,
    errors: [{ resource: 'Probe', field: path, code: `probe_${status}` }],
    documentation_url: 'https://docs.example/probe',
  }),
  async webhook() {
    const webhooks = new Webhooks({ secret: WEBHOOK_SECRET })
    return {
      signsTests: true,
      hasHandler: typeof createNodeMiddleware === 'function',
      sign: async (body) => ({ 'x-hub-signature-256': await webhooks.sign(body) }),
      async verify(body, headers) {
        if (!(await webhooks.verify(body, headers['x-hub-signature-256'] ?? ''))) throw new Error('Rejected.')
      },
    }
  },
  // Files go to an address that the API returns.
  read: Object.fromEntries(
    ['uploadPath', 'uploadBlob', 'uploadStream'].map((id) => [
      id,
      { ok: true, source: '@octokit/request passes any body of `fetch` on; the type of `data` is `string`' },
    ]),
  ),
}

function pageOf(path: string): string | null {
  return new URL(path, 'http://localhost').searchParams.get('page')
}
