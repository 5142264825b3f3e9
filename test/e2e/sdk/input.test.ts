// Values that JSON would drop or turn into null are rejected by path; nothing is sent.

import { createContext, runInContext } from 'node:vm'
import { Latchkey, LatchkeyError, LatchkeyInputError, logIn } from '@latchkey/sdk'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answering, answering, data } from './fake-server.ts'

const apiKey = 'bft_0123456789ab0123456789ab0123456789ab01235814b446'
const HALF = 'canary \ud83d'

let server: Answering
let latchkey: Latchkey
let sent = 0

beforeAll(async () => {
  const bucket = { usage: [], previewAllowList: {} }
  server = await answering((response) =>
    data(response, { apiKey: bucket, updateApiKey: {}, rotateApiKey: {}, createSubmission: {} }),
  )
  latchkey = new Latchkey({ apiKey, url: server.url, maxRetries: 0 })
})
afterAll(() => server[Symbol.asyncDispose]())
beforeEach(() => {
  sent = server.requested.length
})

/** Returns the issues of a call that sends nothing. */
async function refused(call: () => unknown): Promise<string[]> {
  const error: unknown = await (async () => call())().then(
    () => expect.unreachable('The call should have failed.'),
    (reason: unknown) => reason,
  )
  expect(server.requested.length).toBe(sent)
  if (!(error instanceof LatchkeyInputError)) throw error
  expect(error).toBeInstanceOf(LatchkeyError)
  expect(error.message).not.toContain('canary')
  return error.issues.map(({ path, code }) => `${path} ${code}`)
}

class Money {
  amountMinor = 100
}

const circle: Record<string, unknown> = {}
circle['self'] = circle
// biome-ignore lint/suspicious/noSparseArray: the test checks how the SDK handles a sparse array.
const sparse = ['10.0.0.1', , '10.0.0.2']

// biome-ignore lint/suspicious/noExplicitAny: JavaScript can pass values that TypeScript rejects.
type Wrong = any

describe('an invalid input', () => {
  it.each<[what: string, changes: Wrong, issue: string]>([
    ['an invalid Date', { expiresAt: new Date('31/12/2027') }, 'expiresAt INVALID_DATE'],
    ['a Date for a calendar day', { company: { startDate: new Date() } }, 'company.startDate CALENDAR_DAY'],
    ['NaN', { name: Number.NaN }, 'name NOT_A_NUMBER'],
    ['Infinity', { deep: { er: [Number.POSITIVE_INFINITY] } }, 'deep.er.0 NOT_A_NUMBER'],
    ['a function', { name: () => 'x' }, 'name UNSUPPORTED_TYPE'],
    ['a symbol', { name: Symbol('x') }, 'name UNSUPPORTED_TYPE'],
    ['a property with a symbol key', { [Symbol('x')]: 1 }, 'input UNSUPPORTED_TYPE'],
    ['a BigInt', { amountMinor: 1n }, 'amountMinor UNSUPPORTED_TYPE'],
    ['a Map', { company: new Map([['legalName', 'x']]) }, 'company UNSUPPORTED_TYPE'],
    ['a Set', { scopes: new Set(['ADMIN']) }, 'scopes UNSUPPORTED_TYPE'],
    ['an instance of a class', { amount: new Money() }, 'amount UNSUPPORTED_TYPE'],
    ['bytes', { name: new Uint8Array(3) }, 'name UNSUPPORTED_TYPE'],
    ['a boxed string', { name: Object('x') }, 'name UNSUPPORTED_TYPE'],
    ['a promise', { name: Promise.resolve('x') }, 'name UNSUPPORTED_TYPE'],
    ['a RegExp', { name: /x/ }, 'name UNSUPPORTED_TYPE'],
    ['toJSON', { name: { toJSON: () => 'x' } }, 'name.toJSON UNSUPPORTED_TYPE'],
    ['undefined in an array', { allowList: ['10.0.0.1', undefined] }, 'allowList.1 UNDEFINED_ITEM'],
    ['a sparse array', { allowList: sparse }, 'allowList.1 UNDEFINED_ITEM'],
    ['a circular reference', { circle }, 'circle.self CIRCULAR'],
    ['a lone surrogate', { name: HALF }, 'name ILL_FORMED_TEXT'],
  ])('is rejected: %s', async (_what, changes, issue) => {
    expect(await refused(() => latchkey.apiKeys.update('apk_1', changes))).toEqual([issue])
  })

  it('reports all issues at once, up to 20', async () => {
    const owners = [{ ownershipPercent: Number.NaN }, { firstName: HALF }] as Wrong
    expect(await refused(() => latchkey.submissions.create({ name: HALF, owners }))).toEqual([
      'name ILL_FORMED_TEXT',
      'owners.0.ownershipPercent NOT_A_NUMBER',
      'owners.1.firstName ILL_FORMED_TEXT',
    ])
    const many = Array.from({ length: 1_000 }, () => Number.NaN) as Wrong
    expect(await refused(() => latchkey.submissions.create({ name: 'x', owners: many }))).toHaveLength(20)
  })

  it('is rejected if it is nested too deeply', async () => {
    let deep: object = {}
    for (let level = 0; level < 50_000; level += 1) deep = { deep }
    const [issue] = await refused(() => latchkey.apiKeys.update('apk_1', deep as Wrong))
    expect(issue).toMatch(/TOO_DEEP$/)
  })

  it('is rejected for any operation, filter or option', async () => {
    const nan = Number.NaN
    const calls: readonly [string, () => unknown][] = [
      ['graceSeconds NOT_A_NUMBER', () => latchkey.apiKeys.rotate('apk_1', { graceSeconds: nan })],
      ['id ILL_FORMED_TEXT', () => latchkey.apiKeys.get(HALF)],
      ['id ILL_FORMED_TEXT', () => latchkey.apiKeys.delete(HALF)],
      ['first NOT_A_NUMBER', () => latchkey.apiKeys.list({ first: nan }).page()],
      ['after ILL_FORMED_TEXT', () => latchkey.users.list({ after: HALF }).page()],
      [
        'filter.externalReference ILL_FORMED_TEXT',
        () => latchkey.submissions.list({ filter: { externalReference: HALF } }).page(),
      ],
      [
        'filter.createdFrom INVALID_DATE',
        () => latchkey.submissions.list({ filter: { createdFrom: new Date(nan) } }).page(),
      ],
      ['from INVALID_DATE', () => latchkey.apiKeys.usage('apk_1', { from: new Date(nan) })],
      ['allowList.1 UNDEFINED_ITEM', () => latchkey.apiKeys.previewAllowList('apk_1', sparse as Wrong)],
      ['input UNSUPPORTED_TYPE', () => latchkey.apiKeys.update('apk_1', new Map() as Wrong)],
      ['input UNSUPPORTED_TYPE', () => latchkey.users.resendInvitation('usr_1', new Map() as Wrong)],
      ['input UNSUPPORTED_TYPE', () => latchkey.submissions.update('sub_1', new Money() as Wrong)],
      ['input UNSUPPORTED_TYPE', () => latchkey.apiKeys.rotate('apk_1', 0 as Wrong)],
      ['options UNSUPPORTED_TYPE', () => latchkey.apiKeys.list('ACTIVE' as Wrong).page()],
      ['options UNSUPPORTED_TYPE', () => latchkey.relationships.list(new Map() as Wrong).page()],
      ['options UNSUPPORTED_TYPE', () => latchkey.apiKeys.get('apk_1', AbortSignal.abort() as Wrong)],
      ['options UNSUPPORTED_TYPE', () => latchkey.apiKeys.delete('apk_1', 'my-key' as Wrong)],
      ['input UNSUPPORTED_TYPE', () => latchkey.submissions.create(new Map() as Wrong)],
    ]
    for (const [issue, call] of calls) expect(await refused(call)).toEqual([issue])
  })

  it('is rejected for a login', async () => {
    const given = { url: server.url, username: 'olivia', password: 'a long walk by the river' }
    const requested = (more: Wrong) => refused(() => logIn({ ...given, ...more }))
    expect(await requested({ environment: Number.NaN })).toEqual(['environment NOT_A_NUMBER'])
    expect(await requested({ username: HALF })).toEqual(['username ILL_FORMED_TEXT'])
    await expect(logIn({ ...given, password: 7 as Wrong })).rejects.toThrow('as non-empty strings')
    expect(server.requested.length).toBe(sent)
  })
})

describe('an invalid option', () => {
  it.each<[Wrong, string]>([
    [{ timeoutMs: Number.NaN }, 'timeoutMs'],
    [{ timeoutMs: '5000' }, 'timeoutMs'],
    [{ maxRetries: Number.NaN }, 'maxRetries'],
    [{ headers: { 'x-trace': undefined } }, 'x-trace'],
    [{ headers: { 'x-trace': 7 } }, 'x-trace'],
    [{ headers: new Headers({ 'x-trace': '1' }) }, 'headers'],
    [{ headers: [['x-trace', '1']] }, 'headers'],
    [{ headers: { 'x-trace': '\ud83d' } }, 'headers'],
    [{ fetch: 'fetch' }, 'fetch'],
  ])('%o is rejected, and the error names it', (options, name) => {
    expect(() => new Latchkey({ apiKey, url: server.url, ...options })).toThrow(LatchkeyError)
    expect(() => new Latchkey({ apiKey, url: server.url, ...options })).toThrow(name)
  })

  it('a signal that is not an AbortSignal is rejected', async () => {
    const signal = new AbortController() as Wrong
    await expect(latchkey.apiKeys.get('apk_1', { signal })).rejects.toThrow('`signal` must be an AbortSignal')
    expect(server.requested.length).toBe(sent)
  })
})

describe('the request body', () => {
  const variables = () => server.requested.at(-1)?.variables

  it('contains Dates as ISO 8601 and omits undefined properties', async () => {
    const expiresAt = new Date('2027-12-31T00:00:00Z')
    await latchkey.apiKeys.update('apk_1', { expiresAt, name: undefined })
    expect(variables()).toEqual({ input: { id: 'apk_1', expiresAt: '2027-12-31T00:00:00.000Z' } })
    await latchkey.apiKeys.usage('apk_1', { from: expiresAt })
    expect(variables()).toEqual({ id: 'apk_1', from: '2027-12-31T00:00:00.000Z' })
  })

  it('accepts objects from another realm or without a prototype', async () => {
    const made = runInContext(
      '({ name: "x", expiresAt: new Date(0), allowList: ["10.0.0.1"] })',
      createContext(),
    )
    const changes = Object.assign(Object.create(null), { allowLockOut: true })
    await latchkey.apiKeys.update('apk_1', made)
    expect(variables()).toEqual({
      input: { id: 'apk_1', name: 'x', expiresAt: '1970-01-01T00:00:00.000Z', allowList: ['10.0.0.1'] },
    })
    await latchkey.apiKeys.update('apk_1', changes)
    expect(variables()).toEqual({ input: { id: 'apk_1', allowLockOut: true } })
  })

  it('contains any JSON value unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        await latchkey.submissions.create({ name: value } as Wrong)
        expect(variables()).toEqual(JSON.parse(JSON.stringify({ input: { name: value } })))
      }),
      { numRuns: 100 },
    )
  })

  it('is not sent for values that JSON would change', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withSparseArray: true,
          withNullPrototype: true,
          withBoxedValues: true,
        }),
        async (value) => {
          const before = server.requested.length
          await latchkey.submissions.create({ name: 'x', value } as Wrong).then(
            () => expect(variables()).toEqual({ input: said({ name: 'x', value }) }),
            (error) => {
              expect(error).toBeInstanceOf(LatchkeyInputError)
              expect(server.requested.length).toBe(before)
            },
          )
        },
      ),
      { numRuns: 300 },
    )
  })
})

/**
 * The JSON meaning of a value: Dates as strings, undefined removed. Fails for values that JSON can't
 * represent.
 */
function said(value: Wrong): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(said)
  if (typeof value === 'object' && value !== null) {
    expect([null, Object.prototype]).toContain(Object.getPrototypeOf(value))
    const given = Object.entries(value).filter(([, part]) => part !== undefined)
    return Object.fromEntries(given.map(([name, part]) => [name, said(part)]))
  }
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
  expect(['string', 'number', 'boolean']).toContain(value === null ? 'string' : typeof value)
  return Object.is(value, -0) ? 0 : value
}
