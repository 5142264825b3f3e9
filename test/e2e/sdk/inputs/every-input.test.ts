// Values that JSON does not carry faithfully, anywhere in the input of any mutation: refused by path, nothing is sent.

import { LatchkeyInputError } from '@latchkey/sdk'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { printed, thrown } from '../call-errors.ts'
import { type Call, findCalls, type Input, MUTATIONS, recordingClient } from './schema-inputs.ts'

const client = recordingClient()
let calls: Map<string, Call>
beforeAll(async () => {
  calls = await findCalls(client)
})

class Money {
  amountMinor = 100
}

function circular(make: object): object {
  return Object.assign(make, { self: make })
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

/** A property that throws, with a canary in its error. */
const throwing: PropertyDescriptor = {
  enumerable: true,
  get: () => {
    throw new Error('canary')
  },
}

/** What is put into an input: the value, and where and why the SDK refuses it, below the place of the value. */
const VALUES: Readonly<Record<string, readonly [make: () => unknown, below: string, code: RegExp]>> = {
  NaN: [() => Number.NaN, '', /^NOT_A_NUMBER$/],
  Infinity: [() => Number.POSITIVE_INFINITY, '', /^NOT_A_NUMBER$/],
  '-Infinity': [() => Number.NEGATIVE_INFINITY, '', /^NOT_A_NUMBER$/],
  'an invalid Date': [() => new Date(Number.NaN), '', /^(INVALID_DATE|CALENDAR_DAY)$/],
  'a function': [() => () => 'canary', '', /^UNSUPPORTED_TYPE$/],
  'a symbol': [() => Symbol('canary'), '', /^UNSUPPORTED_TYPE$/],
  'a BigInt': [() => 10n, '', /^UNSUPPORTED_TYPE$/],
  'a Map': [() => new Map([['canary', 1]]), '', /^UNSUPPORTED_TYPE$/],
  'a Set': [() => new Set(['canary']), '', /^UNSUPPORTED_TYPE$/],
  'a class instance': [() => new Money(), '', /^UNSUPPORTED_TYPE$/],
  'a URL': [() => new URL('https://canary.example'), '', /^UNSUPPORTED_TYPE$/],
  'a promise': [() => Promise.resolve('canary'), '', /^UNSUPPORTED_TYPE$/],
  'an error': [() => new Error('canary'), '', /^UNSUPPORTED_TYPE$/],
  'a boxed string': [() => Object('canary'), '', /^UNSUPPORTED_TYPE$/],
  'a boxed number': [() => Object(7), '', /^UNSUPPORTED_TYPE$/],
  'a typed array': [() => new Float64Array(2), '', /^UNSUPPORTED_TYPE$/],
  'a Buffer': [() => Buffer.from('canary'), '', /^UNSUPPORTED_TYPE$/],
  'an ArrayBuffer': [() => new ArrayBuffer(2), '', /^UNSUPPORTED_TYPE$/],
  'a property with a symbol as its name': [() => ({ [Symbol('canary')]: 1 }), '', /^UNSUPPORTED_TYPE$/],
  'an object with toJSON': [() => ({ toJSON: () => 'canary' }), '.toJSON', /^UNSUPPORTED_TYPE$/],
  'a lone surrogate': [() => 'canary \ud83d', '', /^ILL_FORMED_TEXT$/],
  'a name with a lone surrogate': [() => ({ 'canary \udc00': 1 }), '.?', /^ILL_FORMED_TEXT$/],
  'a sparse array': [() => Object.assign(new Array(3), { 0: 1, 2: 3 }), '.1', /^UNDEFINED_ITEM$/],
  'an array with undefined': [() => [undefined], '.0', /^UNDEFINED_ITEM$/],
  'an array with a named property': [() => Object.assign([1], { total: 1 }), '.total', /^UNSUPPORTED_TYPE$/],
  'a circular object': [() => circular({}), '.self', /^CIRCULAR$/],
  'an object that cannot be read': [revoked, '', /^UNREADABLE$/],
  'a getter that throws': [() => Object.defineProperty({}, 'sum', throwing), '.sum', /^UNREADABLE$/],
}

type Path = readonly string[]

/** All places in an input, also between: objects, lists and their items. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const below = Object.entries(value).flatMap(([name, part]) => placesIn(part, [...path, name]))
  return path.length === 0 ? below : [path, ...below]
}

/** A copy of the input with another property at one place. */
function withProperty(input: Input, path: Path, descriptor: PropertyDescriptor): Input {
  const copy = structuredClone(input)
  const parent: unknown = path
    .slice(0, -1)
    .reduce<unknown>((part, name) => Reflect.get(Object(part), name), copy)
  Object.defineProperty(parent, path.at(-1) ?? '', descriptor)
  return copy
}

const place = () =>
  fc
    .constantFrom(...MUTATIONS.filter(({ name }) => calls.has(name)))
    .chain((mutation) =>
      fc.record({ mutation: fc.constant(mutation), path: fc.constantFrom(...placesIn(mutation.input)) }),
    )

async function expectRefused(name: string, input: Input, path: string, code: RegExp): Promise<void> {
  const sent = client.sent.length
  const error = await thrown((async () => calls.get(name)?.(input))())
  expect(error).toBeInstanceOf(LatchkeyInputError)
  expect(error).toMatchObject({ issues: [{ path, code: expect.stringMatching(code) }] })
  expect(printed(error)).not.toContain('canary')
  expect(client.sent.length).toBe(sent)
}

it('has a method that sends the whole input of each mutation', () => {
  const missing = MUTATIONS.map(({ name }) => name).filter((name) => !calls.has(name))
  // `documents.upload` computes a part of the first input, and the server makes the second.
  expect(missing).toEqual(['completeDocumentUpload', 'requestDocumentUpload'])
})

it('refuses each value anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(place(), fc.constantFrom(...Object.values(VALUES)), async ({ mutation, path }, bad) => {
      const [make, below, code] = bad
      const value = { value: make(), enumerable: true, configurable: true, writable: true }
      const input = withProperty(mutation.input, path, value)
      await expectRefused(mutation.name, input, `${path.join('.')}${below}`, code)
    }),
    { numRuns: 2_000 },
  )
})

it('refuses a getter that throws anywhere, and reads others once', async () => {
  await fc.assert(
    fc.asyncProperty(place(), async ({ mutation: { name, input }, path }) => {
      // The test itself reads these: they are arguments of their own.
      fc.pre(name !== 'changeRole' && !['id', 'submissionId'].includes(path.join('.')))
      await expectRefused(name, withProperty(input, path, throwing), path.join('.'), /^UNREADABLE$/)
      const value: unknown = path.reduce<unknown>((part, key) => Reflect.get(Object(part), key), input)
      let reads = 0
      const get = () => {
        reads += 1
        return value
      }
      await thrown(
        calls.get(name)?.(withProperty(input, path, { enumerable: true, get })) ?? Promise.resolve(),
      )
      expect(client.sent.at(-1)).toEqual({ name, input })
      expect(reads).toBe(1)
    }),
    { numRuns: 300 },
  )
})

it('refuses each value in the details of an upload', async () => {
  const { documents } = client.latchkey
  const file = { content: new Uint8Array(3), fileName: 'a.pdf' }
  const sent = client.sent.length
  for (const field of ['class', 'periodMonth', 'accountLast4', 'requirementId', 'sha256'] as const) {
    for (const [make, below] of Object.values(VALUES)) {
      const bad = { [field]: make() } as never
      const path = `${field}${below}`
      expect(await thrown(documents.upload('sub_1', { ...file, ...Object(bad) }))).toMatchObject({
        issues: [{ path }],
      })
    }
  }
  expect(client.sent.length).toBe(sent)
})
