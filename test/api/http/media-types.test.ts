// Media types are parsed, not compared: a request is rejected before any write, or answered.

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { count } from '../../support/repeat-counts.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

let world: World
let broker: BrokerActor

beforeAll(async () => {
  world = await createWorld()
  broker = await (await world.funder()).broker('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

const CREATE = 'mutation { createSubmission(input: { name: "Corner Bakery, new oven" }) { id } }'
const CREATE_BODY = JSON.stringify({ query: CREATE })

function send(headers: Readonly<Record<string, string>>, body = CREATE_BODY): Promise<Answer> {
  const all = { 'x-api-key': broker.secret, 'content-type': 'application/json', ...headers }
  return sendRaw(world.url, { path: '/graphql', headers: Object.entries(all), body })
}

async function submissions(): Promise<number> {
  const [row] = await world.sql('SELECT count(*)::int AS count FROM submission')
  return row.count
}

describe('Accept', () => {
  test.each([
    ['application/json', 'application/json'],
    ['APPLICATION/JSON', 'application/json'],
    ['application/json; charset=utf-8', 'application/json'],
    ['application/json; charset="utf-8"', 'application/json'],
    ['application/json;charset=UTF8', 'application/json'],
    ['application/json ; q=0.1', 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
    ['application/graphql-response+json', 'application/graphql-response+json'],
    [
      'application/graphql-response+json; charset=utf-8, application/json; q=0.9',
      'application/graphql-response+json',
    ],
    ['application/graphql-response+json;q=0.5, application/json', 'application/json'],
    ['application/json;q=0, */*', 'application/graphql-response+json'],
    ['text/event-stream, application/json;q=0.5', 'application/json'],
    ['multipart/mixed, application/graphql-response+json', 'application/graphql-response+json'],
  ])('answers %s with %s', async (accept, type) => {
    const answer = await send({ accept })
    expect(outcome(answer)).toBe('200')
    expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`)
  })

  test.each([
    'text/html',
    'application/xml, text/*',
    'text/event-stream',
    'multipart/mixed',
    'application/json;q=0',
    '*/*;q=0',
    'application/json; charset=iso-8859-1',
    'application/jsonp',
    'json',
    '',
    ',',
  ])('returns NOT_ACCEPTABLE for %j and writes nothing', async (accept) => {
    const before = await submissions()
    expect(outcome(await send({ accept }))).toBe('406 NOT_ACCEPTABLE')
    expect(await submissions()).toBe(before)
  })
})

describe('Content-Type', () => {
  test.each([
    'application/json',
    'Application/JSON; Charset=UTF-8',
    'application/json;charset="utf-8"',
    'application/json; charset=utf8',
    'application/json ; profile="a;b"',
  ])('accepts %s', async (type) => {
    expect(outcome(await send({ 'content-type': type }))).toBe('200')
  })

  test.each([
    'application/json; charset=utf-16',
    'application/json; charset=iso-8859-1',
    'application/json, text/plain',
    'application/graphql',
    'application/graphql-response+json',
    'application/jsonp',
    'text/plain;application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
  ])('returns UNSUPPORTED_MEDIA_TYPE for %j and writes nothing', async (type) => {
    const before = await submissions()
    expect(outcome(await send({ 'content-type': type }))).toBe('415 UNSUPPORTED_MEDIA_TYPE')
    expect(await submissions()).toBe(before)
  })

  test.each(['gzip', 'br', 'deflate', 'GZIP', 'identity, gzip', 'x'])(
    'returns UNSUPPORTED_MEDIA_TYPE for the content encoding %s',
    async (encoding) => {
      expect(outcome(await send({ 'content-encoding': encoding }))).toBe('415 UNSUPPORTED_MEDIA_TYPE')
    },
  )

  test('accepts the content encoding identity', async () => {
    expect(outcome(await send({ 'content-encoding': 'Identity' }))).toBe('200')
  })
})

describe('methods', () => {
  test.each(['PUT', 'DELETE', 'PATCH', 'HEAD'])('returns 405 with Allow for %s /graphql', async (method) => {
    const headers = { 'x-api-key': broker.secret }
    const { status, headers: given } = await fetch(`${world.url}/graphql`, { method, headers })
    expect([status, given.get('allow')]).toEqual([405, 'GET, POST, OPTIONS'])
  })

  test.each([
    ['/health', 'GET, HEAD'],
    ['/ready', 'GET, HEAD'],
    ['/problems', 'GET, HEAD'],
    ['/graphiql', 'GET, HEAD'],
    ['/login', 'GET, HEAD'],
  ])('returns 405 with Allow for POST %s', async (path, allow) => {
    const response = await fetch(`${world.url}${path}`, { method: 'POST' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
  })

  test.each(['/auth/login', '/auth/token', '/auth/logout'])(
    'returns 405 with Allow for GET %s',
    async (path) => {
      const response = await fetch(`${world.url}${path}`)
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
    },
  )
})

// Parts of real headers in every order, with and without the separators between them.
const piece = fc.constantFrom(
  ...['application/json', 'application/graphql-response+json', 'text/html', '*/*', 'application/*', 'text/*'],
  ...[';', ',', '; ', ', ', '=', '"', 'q', ';q=0', ';q=0.5', ';q=1.000', ';q="0.5"', ';q=2', ';q=x', ';q'],
  ...[
    '; charset=utf-8',
    ';charset="utf-8"',
    '; charset=utf8',
    '; charset=utf-16',
    '; charset',
    ';CHARSET=UTF-8',
  ],
  ...['\t', ' ', '/', '\\', '\\"', 'application/json;profile="a,b"', '<', '\u00e9'],
)
const header = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))

test('for any header, either rejects the request and writes nothing or executes it', async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(header, header, fc.boolean(), async (accept, contentType, isJson) => {
      const before = await submissions()
      const type = isJson ? 'application/json' : contentType
      const answer = await send({ accept: accept.trim(), 'content-type': type.trim() })
      const told = outcome(answer)
      seen.set(told, (seen.get(told) ?? 0) + 1)
      expect(['200', '406 NOT_ACCEPTABLE', '415 UNSUPPORTED_MEDIA_TYPE']).toContain(told)
      if (told === '200') expect(answer.body.data.createSubmission.id).toMatch(/^sub_/)
      expect(await submissions()).toBe(before + (told === '200' ? 1 : 0))
    }),
    {
      numRuns: count(200, 5_000),
      examples: [
        ['*/*', 'text/plain', false],
        ['text/html', 'application/json', true],
        ['application/json', 'application/json', true],
      ],
    },
  )
  expect([...seen.keys()].sort()).toEqual(['200', '406 NOT_ACCEPTABLE', '415 UNSUPPORTED_MEDIA_TYPE'])
})
