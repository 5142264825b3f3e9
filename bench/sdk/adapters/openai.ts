// Adapter of openai for the probes.

import { createHmac } from 'node:crypto'
import { createReadStream } from 'node:fs'
import OpenAI, { toFile } from 'openai'
import {
  type Adapter,
  type CallOptions,
  type Client,
  type ClientOptions,
  idsAfter,
} from '../probes/adapter.ts'

const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the probe').toString('base64')}`

function clientOf(options: ClientOptions): Client {
  const { url, key, keyFunction, timeoutMs, maxRetries, headers, fetch, log, extra } = options
  const openai = new OpenAI({
    ...(url === '' ? {} : { baseURL: url }),
    apiKey: keyFunction === undefined ? key : async () => keyFunction(),
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    ...(maxRetries === undefined ? {} : { maxRetries }),
    ...(headers === undefined ? {} : { defaultHeaders: headers }),
    ...(fetch === undefined ? {} : { fetch }),
    ...(log === undefined
      ? {}
      : { logger: { debug: log, info: log, warn: log, error: log }, logLevel: 'debug' }),
    ...extra,
  })
  return wrapped(openai)
}

function wrapped(openai: OpenAI): Client {
  const upload = (file: Parameters<typeof openai.files.create>[0]['file']) =>
    openai.files.create({ file, purpose: 'user_data' })
  return {
    object: openai,
    read: (call) => openai.models.retrieve('model-1', callOf(call)),
    write: (name, call) => openai.vectorStores.create({ name }, callOf(call)),
    async details() {
      const { response, request_id: requestId } = await openai.models.retrieve('model-1').withResponse()
      return { requestId, status: response.status, header: response.headers.get('x-request-id') }
    },
    raw: () => openai.get('/probes/1'),
    items: () => openai.files.list({ limit: 2 }),
    async *pages() {
      for await (const page of (await openai.files.list({ limit: 2 })).iterPages()) yield page.data
    },
    withTimeout: (timeout) => wrapped(openai.withOptions({ timeout })),
    upload: {
      path: (path) => upload(createReadStream(path)),
      blob: (blob) => upload(new File([blob], 'probe.pdf')),
      stream: async (stream) => upload(await toFile(stream, 'probe.pdf')),
    },
  }
}

function callOf({ timeoutMs, ...call }: CallOptions = {}): OpenAI.RequestOptions {
  return { ...call, ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }) }
}

export const adapter: Adapter = {
  key: 'sk-proj-0123456789abcdef0123456789abcdef',
  environment: { key: 'OPENAI_API_KEY', url: 'OPENAI_BASE_URL' },
  create: clientOf,
  createFromEnvironment: () => wrapped(new OpenAI()),
  answer({ path }) {
    if (!path.startsWith('/files?')) return { id: 'model-1', object: 'model' }
    const { ids, hasMore } = idsAfter(new URL(path, 'http://localhost').searchParams.get('after'))
    return { object: 'list', has_more: hasMore, data: ids.map((id) => ({ id, object: 'file' })) }
  },
  failure: (status, message, path) => ({
    error: {
      message,
      type: 'invalid_request_error',
      code: `probe_${status}`,
      param: path,
      doc_url: 'https://docs.example/probe',
    },
  }),
  async webhook() {
    const openai = new OpenAI({ apiKey: this.key })
    return {
      signsTests: false,
      hasHandler: false,
      async sign(body, at) {
        const timestamp = String(Math.floor(at.getTime() / 1_000))
        const key = Buffer.from(WEBHOOK_SECRET.slice('whsec_'.length), 'base64')
        const signature = createHmac('sha256', key).update(`wh_1.${timestamp}.${body}`).digest('base64')
        return {
          'webhook-id': 'wh_1',
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature}`,
        }
      },
      verify: (body, headers) => openai.webhooks.unwrap(body, headers, WEBHOOK_SECRET),
    }
  },
  read: {
    uploadMany: {
      ok: false,
      source: '`vectorStores.fileBatches.uploadAndPoll` rejects if one file fails: lib/Util.js',
    },
  },
}
