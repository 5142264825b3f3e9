// HTTP status rule of docs/errors.md: without data, the status of the first problem; else 200.
// Document errors are 200 under application/json, as GraphQL over HTTP requires.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder
let broker: BrokerActor

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  broker = await funder.broker('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

const TYPES = ['application/json', 'application/graphql-response+json', '*/*'] as const

async function statusesOf(accept: string, body: string, secret = broker.secret) {
  const headers = { 'content-type': 'application/json', accept, 'x-api-key': secret }
  const response = await fetch(`${world.url}/graphql`, { method: 'POST', headers, body })
  const { data, errors } = await response.json()
  const { code, status } = errors?.[0]?.extensions ?? {}
  return { http: response.status, data, code, status }
}

const json = (query: string, more: object = {}) => JSON.stringify({ query, ...more })

describe.each(TYPES)('Accept: %s', (accept) => {
  test.each([
    ['invalid JSON', '{', 400, 'BAD_REQUEST'],
    ['a body without a query', '{}', 400, 'BAD_REQUEST'],
    [
      'variables that are not an object',
      json('{ viewer { environment } }', { variables: [] }),
      400,
      'BAD_REQUEST',
    ],
    [
      'an unknown operation',
      json('query A { viewer { environment } }', { operationName: 'B' }),
      400,
      'BAD_REQUEST',
    ],
    [
      'two operations without an operation name',
      json('query A { viewer { environment } } query B { viewer { environment } }'),
      400,
      'BAD_REQUEST',
    ],
    [
      'two mutation fields',
      json(
        'mutation { a: deleteApiKey(input: { id: "x" }) { id } b: deleteApiKey(input: { id: "x" }) { id } }',
      ),
      400,
      'BAD_REQUEST',
    ],
    [
      'too many aliases',
      json(`{ ${Array.from({ length: 20 }, (_, index) => `a${index}: viewer { environment }`).join(' ')} }`),
      400,
      'QUERY_TOO_COMPLEX',
    ],
    [
      'a page size that is too large',
      json('{ submissions(first: 1000) { totalCount } }'),
      422,
      'VALIDATION_FAILED',
    ],
    ['a field that is not allowed for the key', json('{ users { totalCount } }'), 403, 'WRONG_KEY_KIND'],
    ['an unknown submission', json('{ submission(id: "x") { id } }'), 404, 'SUBMISSION_NOT_FOUND'],
    [
      'invalid input',
      json('mutation { createSubmission(input: { name: "" }) { id } }'),
      422,
      'VALIDATION_FAILED',
    ],
  ])('returns the status of the error: %s', async (_, body, status, code) => {
    expect(await statusesOf(accept, body)).toMatchObject({ http: status, status, code })
  })

  test('returns 401 without an accepted credential', async () => {
    expect(await statusesOf(accept, json('{ viewer { environment } }'), 'x')).toMatchObject({
      http: 401,
      status: 401,
    })
  })

  test('returns 200 for partial data', async () => {
    const query = '{ viewer { environment apiKey { previewAllowList(allowList: ["x"]) { allowList } } } }'
    expect(await statusesOf(accept, json(query))).toMatchObject({
      http: 200,
      data: { viewer: { apiKey: null } },
      status: 422,
    })
  })

  test.each([
    ['a syntax error', json('{ viewer {')],
    ['an unknown field', json('{ nothing }')],
    ['a subscription', json('subscription { viewer { environment } }')],
    [
      'a variable of the wrong type',
      json('query ($n: Int) { submissions(first: $n) { totalCount } }', { variables: { n: 'x' } }),
    ],
    ['a missing variable', json('query ($id: ID!) { submission(id: $id) { id } }')],
  ])('returns the status of a document error: %s', async (_, body) => {
    const http = accept === 'application/graphql-response+json' ? 400 : 200
    const { data, ...statuses } = await statusesOf(accept, body)
    expect(statuses).toEqual({ http, status: 400, code: 'BAD_REQUEST' })
    expect(data).toBeUndefined()
  })
})
