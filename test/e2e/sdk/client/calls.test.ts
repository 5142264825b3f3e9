// Options of one call, the response of a call, and documents of the caller.

import { Latchkey, LatchkeyError, LatchkeyProblem, LatchkeyPromise, type TypedDocument } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { thrown } from '../call-errors.ts'
import { answering, data, problem } from '../fake-server.ts'
import { cut, inTurn, made, patient, refused, SUBMISSION_INPUT } from '../scripted-answers.ts'

const LIMITS = {
  'x-request-id': 'req_7',
  'ratelimit-policy': '"window";q=100;w=900, "burst";q=20;w=1',
  ratelimit: '"window";r=99;t=60, "burst";r=19;t=1',
  'key-rotation': 'due=2027-01-01T00:00:00.000Z',
}

describe('the result of a call', () => {
  it('comes with its response on request, and is sent once', async () => {
    await using server = await answering((response) => {
      for (const [name, value] of Object.entries(LIMITS)) response.setHeader(name, value)
      data(response, { viewer: { scopes: ['submissions'] } })
    })
    const { latchkey } = patient(server.url, { logLevel: 'off' })
    const call = latchkey.viewer()
    expect(call).toBeInstanceOf(LatchkeyPromise)
    expect(call).toBeInstanceOf(Promise)
    const { data: viewer, response } = await call.withResponse()
    expect(viewer).toEqual({ scopes: ['submissions'] })
    expect(await call).toBe(viewer)
    expect(response).toMatchObject({
      requestId: 'req_7',
      status: 200,
      rateLimit: { window: { limit: 100, remaining: 99 }, burst: { limit: 20, remaining: 19 } },
      keyRotation: { dueAt: '2027-01-01T00:00:00.000Z' },
    })
    expect(response.headers.get('x-request-id')).toBe('req_7')
    expect(server.requested).toHaveLength(1)
  })

  it('describes the last attempt', async () => {
    await using server = await inTurn(refused(503, 'UNAVAILABLE'), made)
    const { response } = await patient(server.url).latchkey.viewer().withResponse()
    expect(response).toMatchObject({ status: 200, requestId: null, keyRotation: null })
    expect(server.requested).toHaveLength(2)
  })

  it('is sent without being awaited', async () => {
    let arrived = (_path: string | undefined) => {}
    const first = new Promise((resolve) => {
      arrived = resolve
    })
    await using server = await answering((response, { path }) => {
      arrived(path)
      data(response, { viewer: { scopes: [] } })
    })
    const call = patient(server.url).latchkey.viewer()
    expect(await first).toBe('/graphql')
    await call
    expect(server.requested).toHaveLength(1)
  })

  it('leaves no rejection unhandled, whichever way it is used', async () => {
    const unhandled: unknown[] = []
    const record = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', record)
    try {
      await using server = await answering((response) => problem(response, 404, 'NOT_FOUND', 'Gone.'))
      const { latchkey } = patient(server.url)
      expect(await thrown(latchkey.viewer())).toBeInstanceOf(LatchkeyProblem)
      expect(await thrown(latchkey.viewer().withResponse())).toBeInstanceOf(LatchkeyProblem)
      expect(await thrown(latchkey.apiKeys.usage('apk_1').withResponse())).toBeInstanceOf(LatchkeyProblem)
      expect(await thrown(latchkey.viewer().finally(() => {}))).toBeInstanceOf(LatchkeyProblem)
      await new Promise((resolve) => setImmediate(resolve))
      expect(unhandled).toEqual([])
    } finally {
      process.off('unhandledRejection', record)
    }
  })

  it('is a rejection, never an exception, when an argument is wrong', async () => {
    const { latchkey } = patient('https://latchkey.example/graphql')
    // Called without types, as JavaScript does.
    const calls = [
      () => latchkey.submissions.update('sub_1', Reflect.construct(Map, []) as object),
      () => latchkey.viewer(Reflect.construct(Map, []) as object),
      () => latchkey.viewer({ timeoutMs: 0 }),
      () => latchkey.viewer({ maxRetries: 11 }),
      () => latchkey.viewer({ headers: { authorization: 'x' } }),
    ]
    for (const call of calls) expect(await thrown(call())).toBeInstanceOf(LatchkeyError)
  })
})

describe('options of a call', () => {
  it('replace those of the client', async () => {
    await using server = await inTurn(cut, cut, made)
    const { latchkey, pauses } = patient(server.url, { maxRetries: 0, headers: { 'x-a': '1', 'x-b': '1' } })
    const headers = { 'X-B': '2', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }
    await latchkey.submissions.create(SUBMISSION_INPUT, { maxRetries: 2, headers, idempotencyKey: 'job-1' })
    expect(pauses).toHaveLength(2)
    const sent = { 'x-a': '1', 'x-b': '2', traceparent: headers.traceparent, 'idempotency-key': 'job-1' }
    for (const request of server.requested) expect(request.headers).toMatchObject(sent)
    expect(await thrown(latchkey.viewer({ maxRetries: 0, timeoutMs: 1 }))).toBeInstanceOf(LatchkeyError)
  })

  it('limit each attempt to `timeoutMs`', async () => {
    await using server = await answering(() => {})
    const { latchkey } = patient(server.url)
    expect(await thrown(latchkey.viewer({ timeoutMs: 20, maxRetries: 1 }))).toMatchObject({ code: 'TIMEOUT' })
  })

  it('may compute headers for each attempt', async () => {
    await using server = await inTurn(cut, made)
    const { latchkey } = patient(server.url, {
      headers: async ({ operation, attempt }) => ({ 'x-attempt': `${operation} ${attempt}` }),
    })
    await latchkey.viewer()
    expect(server.requested.map(({ headers }) => headers['x-attempt'])).toEqual(['viewer 1', 'viewer 2'])
    const reason = new Error('no span')
    const failing = latchkey.viewer({
      headers: () => {
        throw reason
      },
    })
    expect(await thrown(failing)).toBe(reason)
    expect(server.requested).toHaveLength(2)
  })
})

const scopesDocument: TypedDocument<{ viewer: { scopes: string[] } }, { first?: number }> = Object.assign(
  new String('query scopes { viewer { scopes } }'),
  { __apiType: undefined },
)
const byIdDocument: TypedDocument<{ node: { id: string } | null }, { id: string }> = Object.assign(
  { kind: 'Document', loc: { source: { body: 'query byId($id: ID!) { node(id: $id) { id } }' } } },
  { __apiType: undefined },
)

describe('latchkey.request', () => {
  it('sends typed documents and text, with the name of the operation', async () => {
    await using server = await answering((response) =>
      data(response, { viewer: { scopes: ['a'] }, node: null }),
    )
    const { latchkey } = patient(server.url)
    const { viewer } = await latchkey.request(scopesDocument)
    expect(viewer.scopes).toEqual(['a'])
    const { node } = await latchkey.request(byIdDocument, { id: 'sub_1' })
    expect(node?.id).toBeUndefined()
    await latchkey.request<{ viewer: object }>('{ viewer { scopes } }')
    const two = 'query a { viewer { scopes } } query b { viewer { scopes } }'
    const { response } = await latchkey.request(two, {}, { operationName: 'b' }).withResponse()
    expect(response.status).toBe(200)
    await latchkey.apiKeys.deactivate('apk_1')
    expect(server.requested.map(({ body }) => body['operationName'])).toEqual([
      'scopes',
      'byId',
      undefined,
      'b',
      'deactivateApiKey',
    ])
    expect(server.requested[1]).toMatchObject({ variables: { id: 'sub_1' } })
  })

  it('checks variables and types', async () => {
    const { latchkey } = patient('https://latchkey.example/graphql')
    const wrong = [
      // @ts-expect-error: The variable `id` is missing.
      latchkey.request(byIdDocument),
      // @ts-expect-error: `id` is a string.
      latchkey.request(byIdDocument, { id: Number.NaN }),
      latchkey.request('query a($at: DateTime) { b(at: $at) }', { at: new Date(Number.NaN) }),
      latchkey.request('fragment F on Viewer { scopes }'),
      latchkey.request({ kind: 'Document' } as TypedDocument<unknown, object>),
    ]
    // The first one cannot be recognized without types: the server rejects it.
    for (const call of wrong.slice(1)) expect(await thrown(call)).toBeInstanceOf(LatchkeyError)
    await wrong[0]?.catch(() => {})
  })

  it('gives mutations an idempotency key that all attempts share', async () => {
    await using server = await inTurn(cut, made)
    const text =
      '# query\nmutation create($input: CreateSubmissionInput!) { createSubmission(input: $input) { id } }'
    await patient(server.url).latchkey.request(text, { input: SUBMISSION_INPUT })
    const keys = server.requested.map(({ headers }) => headers['idempotency-key'])
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(keys).toEqual([keys[0], keys[0]])
  })

  it('gives queries none', async () => {
    await using server = await inTurn(made)
    await new Latchkey({ url: server.url, accessToken: 'a.b.c' }).request(
      'query mutation { viewer { scopes } }',
    )
    expect(server.requested[0]?.headers).not.toHaveProperty('idempotency-key')
  })
})
