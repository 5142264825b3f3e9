// Adapter of stripe for the probes.

import Stripe from 'stripe'
import {
  type Adapter,
  type CallOptions,
  type Client,
  type ClientOptions,
  idsAfter,
} from '../probes/adapter.ts'

const WEBHOOK_SECRET = 'whsec_probe'

function clientOf(options: ClientOptions): Client {
  const { url, key, keyFunction, timeoutMs, maxRetries, appInfo, fetch, extra } = options
  const { hostname, port } = new URL(url)
  // JavaScript may omit the key. Its type does not allow that.
  const stripe: Stripe = Reflect.construct(Stripe, [
    key,
    {
      host: hostname,
      port,
      protocol: 'http',
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
      ...(maxRetries === undefined ? {} : { maxNetworkRetries: maxRetries }),
      ...(appInfo === undefined ? {} : { appInfo }),
      ...(fetch === undefined ? {} : { httpClient: Stripe.createFetchHttpClient(fetch) }),
      ...(keyFunction === undefined ? {} : { authenticator: authenticatorOf(keyFunction) }),
      ...extra,
    },
  ])
  const list = () => stripe.customers.list({ limit: 2 })
  return {
    object: stripe,
    read: (call) => stripe.customers.retrieve('cus_1', {}, callOf(call)),
    write: (name, call) => stripe.customers.create({ name }, callOf(call)),
    async details() {
      const { lastResponse } = await stripe.customers.retrieve('cus_1')
      const { requestId, statusCode: status, headers } = lastResponse
      return { requestId, status, header: headers['x-request-id'] }
    },
    raw: () => stripe.rawRequest('GET', '/v1/probes/1'),
    items: list,
    toArray: (limit) => list().autoPagingToArray({ limit }),
    on: {
      request: (listener) => stripe.on('request', listener),
      response: (listener) => stripe.on('response', listener),
    },
  }
}

function authenticatorOf(keyFunction: () => string): NonNullable<Stripe.StripeConfig['authenticator']> {
  return async (request) => {
    request.headers['Authorization'] = `Bearer ${keyFunction()}`
  }
}

function callOf({ timeoutMs, maxRetries, idempotencyKey, headers }: CallOptions = {}): Stripe.RequestOptions {
  return {
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    ...(maxRetries === undefined ? {} : { maxNetworkRetries: maxRetries }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(headers === undefined ? {} : { headers }),
  }
}

export const adapter: Adapter = {
  key: 'sk_test_0123456789abcdef0123456789abcdef',
  environment: { key: 'STRIPE_API_KEY' },
  create: clientOf,
  createFromEnvironment: (url) => clientOf({ url }),
  answer({ method, path }) {
    if (method === 'POST' || !path.startsWith('/v1/customers?')) return { id: 'cus_1', object: 'customer' }
    const { ids, hasMore } = idsAfter(new URL(path, 'http://localhost').searchParams.get('starting_after'))
    return {
      object: 'list',
      url: '/v1/customers',
      has_more: hasMore,
      data: ids.map((id) => ({ id, object: 'customer' })),
    }
  },
  failure: (status, message, path) => ({
    error: {
      type: 'invalid_request_error',
      code: `probe_${status}`,
      message,
      param: path,
      doc_url: 'https://docs.example/probe',
    },
  }),
  async webhook() {
    const stripe = new Stripe(this.key)
    return {
      signsTests: true,
      hasHandler: false,
      async sign(payload, at) {
        const timestamp = Math.floor(at.getTime() / 1_000)
        const header = stripe.webhooks.generateTestHeaderString({
          payload,
          secret: WEBHOOK_SECRET,
          timestamp,
        })
        return { 'stripe-signature': header }
      },
      verify: async (body, headers) =>
        stripe.webhooks.constructEvent(body, headers['stripe-signature'] ?? '', WEBHOOK_SECRET),
    }
  },
  // Files go to another host, which has no option.
  read: {
    uploadPath: { ok: true, source: 'NodePlatformFunctions.js reads a stream of Node into memory' },
    uploadBlob: { ok: true, source: '`FileData` in esm/lib.d.ts has `string | Uint8Array`' },
    uploadStream: { ok: true, source: 'NodePlatformFunctions.js; not in WebPlatformFunctions.js' },
  },
}
