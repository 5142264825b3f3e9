// The webhook handlers for Node, Express and Fetch.

import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { json } from 'node:stream/consumers'
import {
  createExpressHandler,
  createFetchHandler,
  createNodeHandler,
  sign,
  type WebhookEvent,
  type WebhookHandlerOptions,
} from '@latchkey/sdk/webhooks'
import { describe, expect, it } from 'vitest'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const BODY = JSON.stringify({
  type: 'offer.created',
  timestamp: '2026-11-27T10:00:00.000Z',
  data: { offerId: 'ofr_1' },
})

type Send = (body: string, more?: RequestInit) => Promise<[status: number, body: unknown]>

interface Handler extends AsyncDisposable {
  readonly send: Send
}

async function outcome(response: Response): Promise<[number, unknown]> {
  const text = await response.text()
  return [response.status, text === '' ? '' : JSON.parse(text)]
}

async function listening(listener: RequestListener): Promise<Handler> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    send: async (body, more) =>
      outcome(await fetch(`http://127.0.0.1:${address.port}/`, { method: 'POST', body, ...more })),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Calls an Express handler as Express does, after a middleware. Its error handler answers 503. */
function express(
  options: WebhookHandlerOptions,
  middleware: (request: IncomingMessage & { body?: unknown }) => unknown = () => {},
): Promise<Handler> {
  const handler = createExpressHandler(options)
  return listening(async (request, response) => {
    await middleware(request)
    await handler(request, response, (error) => response.writeHead(503).end(JSON.stringify(String(error))))
  })
}

const kinds: [name: string, open: (options: WebhookHandlerOptions) => Promise<Handler>][] = [
  ['Node', (options) => listening(createNodeHandler(options))],
  ['Express', (options) => express(options)],
  [
    'Fetch',
    async (options) => {
      const handler = createFetchHandler(options)
      const send: Send = async (body, more) => {
        const init = { method: 'POST', ...more, ...(more?.method === 'GET' ? {} : { body }) }
        return outcome(await handler(new Request('http://localhost/', init)))
      }
      return { send, [Symbol.asyncDispose]: async () => {} }
    },
  ],
]

describe.each(kinds)('the handler for %s', (_name, open) => {
  it('answers 204 after onEvent, and rejects other requests without calling it', async () => {
    const events: WebhookEvent[] = []
    const errors: unknown[] = []
    const onEvent = async (event: WebhookEvent) => {
      events.push(event)
    }
    const options = {
      secrets: SECRET,
      onEvent,
      onError: (error: unknown) => errors.push(error),
      maxBodyBytes: 200,
    }
    await using handler = await open(options)
    const headers = { ...(await sign(BODY, SECRET)) }
    expect(await handler.send(BODY, { headers })).toEqual([204, ''])
    expect(events).toMatchObject([{ id: 'evt_test', type: 'offer.created', data: { offerId: 'ofr_1' } }])
    expect(await handler.send(`${BODY} `, { headers })).toMatchObject([
      401,
      { error: { code: 'SIGNATURE_MISMATCH' } },
    ])
    expect(await handler.send(BODY)).toMatchObject([400, { error: { code: 'MISSING_HEADER' } }])
    expect(await handler.send(BODY.repeat(9), { headers })).toMatchObject([
      413,
      { error: { code: 'BODY_TOO_LARGE' } },
    ])
    expect(await handler.send('', { method: 'GET', body: null })).toMatchObject([405, {}])
    expect(events).toHaveLength(1)
    expect(errors).toMatchObject([{ status: 401 }, { status: 400 }, { status: 413 }, { status: 405 }])
  })

  it('answers 500 without details when onEvent fails or the secret is missing', async () => {
    const errors: unknown[] = []
    const gone = new Error('canary: the database is down')
    const onEvent = () => Promise.reject(gone)
    const onError = (error: unknown) => errors.push(error)
    const headers = { ...(await sign(BODY, SECRET)) }
    for (const secrets of [SECRET, undefined]) {
      await using handler = await open({ secrets, onEvent, onError })
      expect(await handler.send(BODY, { headers })).toEqual([
        500,
        { error: { code: 'INTERNAL', message: 'The webhook handler failed.' } },
      ])
    }
    expect(errors).toMatchObject([gone, { name: 'WebhookError', code: 'INVALID_SECRET' }])
  })
})

describe('the handler for Express', () => {
  const onEvent = () => {}

  it('takes the raw body of express.raw() and of Firebase', async () => {
    const headers = { ...(await sign(BODY, SECRET)) }
    for (const middleware of [
      async (request: IncomingMessage) =>
        Object.assign(request, { body: Buffer.from(JSON.stringify(await json(request))) }),
      async (request: IncomingMessage) =>
        Object.assign(request, { rawBody: Buffer.from(BODY), body: await json(request) }),
      (request: IncomingMessage) => Object.assign(request, { body: {} }),
    ]) {
      await using handler = await express({ secrets: SECRET, onEvent }, middleware)
      expect(await handler.send(BODY, { headers })).toEqual([204, ''])
    }
  })

  it('says what to do when express.json() has parsed the body, and passes errors to the error handler', async () => {
    const headers = { ...(await sign(BODY, SECRET)) }
    const parsed = async (request: IncomingMessage) => Object.assign(request, { body: await json(request) })
    await using handler = await express({ secrets: SECRET, onEvent }, parsed)
    expect(await handler.send(BODY, { headers })).toEqual([
      503,
      expect.stringContaining('before it, or use express.raw('),
    ])
    const gone = new Error('The database is down.')
    await using failing = await express({ secrets: SECRET, onEvent: () => Promise.reject(gone) })
    expect(await failing.send(BODY, { headers })).toEqual([503, 'Error: The database is down.'])
  })
})
