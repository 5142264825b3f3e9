// The test client of partners: scripted answers, problems, delays, connection loss, and what it recorded.

import { Latchkey, LatchkeyConnectionError, LatchkeyProblem } from '@latchkey/sdk'
import {
  connectionLoss,
  createTestClient,
  delay,
  fakePage,
  fakeSubmission,
  fakeUser,
  fakeViewer,
  problem,
} from '@latchkey/sdk/testing'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { thrown } from '../../../e2e/sdk/call-errors.ts'

const INPUT = { name: 'Corner Bakery, new oven' }

describe('a scripted answer', () => {
  it('is a result, or a function of the input', async () => {
    const { latchkey, on } = createTestClient()
    on('viewer', fakeViewer({ scopes: ['SUBMISSIONS'] }))
    on('createSubmission', ({ name }) => fakeSubmission({ name: name.toUpperCase(), status: 'HELD' }))
    on('users', async ({ first }) => fakePage([fakeUser({ name: `first ${first}` })]))
    expect((await latchkey.viewer()).scopes).toEqual(['SUBMISSIONS'])
    expect(await latchkey.submissions.create(INPUT)).toMatchObject({
      name: 'CORNER BAKERY, NEW OVEN',
      status: 'HELD',
    })
    expect(await latchkey.users.list({ first: 7 }).toArray({ limit: 9 })).toMatchObject([{ name: 'first 7' }])
  })

  it('can be for the next requests only, in their order', async () => {
    const { latchkey, on, once } = createTestClient()
    on('viewer', fakeViewer({ scopes: [] }))
    once('viewer', fakeViewer({ scopes: ['ADMIN'] }))
    once('viewer', fakeViewer({ scopes: ['EMBED'] }))
    const scopes = async () => (await latchkey.viewer()).scopes
    expect([await scopes(), await scopes(), await scopes(), await scopes()]).toEqual([
      ['ADMIN'],
      ['EMBED'],
      [],
      [],
    ])
  })

  it('is checked by TypeScript', () => {
    const { on, calls } = createTestClient()
    // @ts-expect-error Misspelled.
    on('createSubmision', fakeSubmission())
    // @ts-expect-error Not a submission.
    on('createSubmission', { id: 'sub_1' })
    // @ts-expect-error Not a status.
    on('createSubmission', () => fakeSubmission({ status: 'APROVED' }))
    on('createSubmission', (input) => {
      expectTypeOf(input.name).toEqualTypeOf<string>()
      return fakeSubmission()
    })
    expectTypeOf(calls('createSubmission')[0]?.input.name).toEqualTypeOf<string | undefined>()
    expectTypeOf(calls('apiKeyUsage')[0]?.input.id).toEqualTypeOf<string | undefined>()
  })

  it('can be a problem with the status and message of the server', async () => {
    const { latchkey, on } = createTestClient()
    on('createSubmission', problem('REFERENCE_EXISTS'))
    const error = await thrown(latchkey.submissions.create(INPUT))
    expect(error).toBeInstanceOf(LatchkeyProblem)
    expect(error).toMatchObject({
      code: 'REFERENCE_EXISTS',
      status: 409,
      message: expect.stringMatching(/^Another submission of this relationship/),
      requestId: 'req_test',
    })
    const issues = [{ path: 'name', code: 'TOO_SHORT', message: 'Use at least 10 characters.' }]
    on('createSubmission', () => problem('VALIDATION_FAILED', { message: 'Correct it.', issues }))
    expect(await thrown(latchkey.submissions.create(INPUT))).toMatchObject({
      message: 'Correct it.',
      status: 422,
      issues,
    })
  })

  it('can be a lost connection, which the client retries', async () => {
    const { latchkey, once, on, calls } = createTestClient()
    once('createSubmission', connectionLoss({ applied: true }))
    once('createSubmission', connectionLoss())
    const { id } = await latchkey.submissions.create(INPUT)
    expect((await latchkey.submissions.list().toArray({ limit: 9 })).map((one) => one.id)).toEqual([id])
    const keys = calls('createSubmission').map(({ idempotencyKey }) => idempotencyKey)
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)

    on('createSubmission', connectionLoss({ applied: true }))
    const error = await thrown(latchkey.submissions.create(INPUT))
    expect(error).toBeInstanceOf(LatchkeyConnectionError)
    expect(error).toMatchObject({ maybeApplied: true })
    expect(await latchkey.submissions.list().totalCount()).toBe(2)
  })

  it('can be late: after a delay, or never', async () => {
    const { latchkey, once } = createTestClient({ maxRetries: 0 })
    once('viewer', delay(1))
    expect(await latchkey.viewer()).toMatchObject({ environment: 'DEVELOPMENT' })
    once('viewer', delay(Number.POSITIVE_INFINITY))
    expect(await thrown(latchkey.viewer({ timeoutMs: 5 }))).toMatchObject({ reason: 'TIMEOUT' })
    once('viewer', delay(Number.POSITIVE_INFINITY))
    const reason = new Error('No longer needed.')
    const abort = new AbortController()
    const call = thrown(latchkey.viewer({ signal: abort.signal }))
    abort.abort(reason)
    expect(await call).toBe(reason)
  })

  it('that throws is reported with its message', async () => {
    const { latchkey, on, calls } = createTestClient()
    on('createSubmission', ({ name }) => {
      throw new Error(`Unexpected name: ${name}`)
    })
    expect(await thrown(latchkey.submissions.create(INPUT))).toMatchObject({
      code: 'TEST_ANSWER_FAILED',
      message: expect.stringContaining('`createSubmission` threw: Error: Unexpected name: Corner Bakery'),
    })
    expect(calls('createSubmission')).toHaveLength(1)
  })

  it('can be for a document of the partner', async () => {
    const { latchkey, onRequest } = createTestClient()
    onRequest('funnel', () => ({ drafts: { totalCount: 3 }, won: { totalCount: 1 } }))
    const document = 'query funnel { drafts: submissions { totalCount } won: submissions { totalCount } }'
    expect(await latchkey.request(document)).toEqual({ drafts: { totalCount: 3 }, won: { totalCount: 1 } })
  })
})

describe('the test client', () => {
  it('rejects an operation without an answer, and says how to add one', async () => {
    const { latchkey, calls } = createTestClient()
    const error = await thrown(latchkey.apiKeys.createForBroker({ email: 'sam@bee.example' }))
    expect(error).toMatchObject({
      code: 'NO_TEST_ANSWER',
      message: "The test client has no answer for `createBrokerKey`. Add one: on('createBrokerKey', …).",
    })
    expect(calls('createBrokerKey')).toHaveLength(1)
  })

  it('records the input of every request', async () => {
    const { latchkey, calls } = createTestClient()
    await latchkey.submissions.create(INPUT, { idempotencyKey: 'import-7' })
    await latchkey.submissions.list({ first: 5, filter: { status: 'DRAFT' } }).page()
    expect(calls('createSubmission')).toEqual([
      { operation: 'createSubmission', input: INPUT, idempotencyKey: 'import-7' },
    ])
    expect(calls('submissions')).toMatchObject([
      { input: { first: 5, filter: { status: 'DRAFT' } }, idempotencyKey: null },
    ])
  })

  it('applies a mutation once for each idempotency key', async () => {
    const { latchkey } = createTestClient()
    const create = () => latchkey.submissions.create(INPUT, { idempotencyKey: 'import-7' })
    expect((await create()).id).toBe((await create()).id)
    expect(await latchkey.submissions.list().totalCount()).toBe(1)
  })

  it('serves a client that the code under test creates', async () => {
    const { clientOptions, addSubmission } = createTestClient()
    const { id } = addSubmission({ status: 'FUNDED' })
    expect(await new Latchkey(clientOptions).submissions.get(id)).toMatchObject({ status: 'FUNDED' })
  })

  it('starts again after reset()', async () => {
    const { latchkey, on, reset, operations, addSubmission } = createTestClient()
    addSubmission()
    on('viewer', problem('API_KEY_INVALID'))
    await thrown(latchkey.viewer())
    reset()
    expect(operations()).toEqual([])
    expect(await latchkey.viewer()).toMatchObject({ apiKey: { kind: 'BROKER' } })
    expect(await latchkey.submissions.list().totalCount()).toBe(0)
  })

  it('uses the given clock', async () => {
    const { latchkey } = createTestClient({ now: () => new Date('2027-01-31T12:00:00Z') })
    expect(await latchkey.submissions.create(INPUT)).toMatchObject({ createdAt: '2027-01-31T12:00:00.000Z' })
  })
})
