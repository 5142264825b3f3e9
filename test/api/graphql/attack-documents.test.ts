// Typical attack documents: each is rejected with one problem that reveals no internals.

import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { rowsOf } from '../../support/record-statements.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  // Record the key's first use now, so that it does not count later.
  await funder.query('{ viewer { environment } }')
})
afterAll(() => world[Symbol.asyncDispose]())

const many = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => one(index)).join(' ')

function expectRefused(answer: Answer, code: string, status = 400): void {
  expect(outcome(answer)).toBe(`${status} ${code}`)
  expect(answer.body.errors).toHaveLength(1)
  expect(JSON.stringify(answer.body)).not.toMatch(/stack|node_modules|\.ts\b|graphql-js|prisma/i)
}

/** Each fragment doubles the one before. */
const doubling = many(40, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`)
/** Eleven levels of nested type lists. */
const bomb = `{ __schema { types { ${'fields { type { '.repeat(11)} name ${'} }'.repeat(11)} } } }`

describe('documents', () => {
  test.each([
    ['101 aliases', `{ ${many(101, (index) => `a${index}: viewer { environment }`)} }`],
    [
      '16 aliases of one mutation',
      `mutation { ${many(16, (index) => `a${index}: deleteApiKey(input: { id: "x" }) { id }`)} }`,
    ],
    [
      'aliases in a fragment that is spread six times',
      `{ viewer { ${many(6, (index) => `...F ${index < 0}`).replaceAll('false', '')} } } fragment F on Viewer { a: environment b: environment c: environment }`,
    ],
    ['10 directives on one field', `{ viewer { environment ${'@skip(if: false) '.repeat(10)} } }`],
    ['10 unknown directives on one field', `{ viewer { environment ${'@aa'.repeat(10)} } }`],
    ['directives on an operation', `query Q ${'@aa '.repeat(4)} { viewer { environment } }`],
    ['directives on a variable', `query ($id: ID! ${'@aa '.repeat(4)}) { apiKey(id: $id) { id } }`],
    ['31 directives in total', `{ viewer { ${many(31, () => 'environment @skip(if: false)')} } }`],
    ['500 duplicated fields', `{ viewer { ${'environment '.repeat(500)} } }`],
    ['__typename 500 times', `{ ${'__typename '.repeat(500)} }`],
    [
      'fragments that double in size 40 times',
      `{ ...F0 } ${doubling} fragment F40 on Query { viewer { environment } }`,
    ],
    [
      '21 root fields',
      `{ ${many(7, () => '...A ...B')} } fragment A on Query { ${many(11, (index) => `a${index}: viewer { environment }`)} } fragment B on Query { ${many(10, (index) => `b${index}: viewer { environment }`)} }`,
    ],
    ['11 levels', `{ a { a { a { a { a { a { a { a { a { a { a } } } } } } } } } } }`],
    ['two introspections', '{ a: __schema { types { name } } b: __schema { types { name } } }'],
  ])('returns QUERY_TOO_COMPLEX without a read: %s', async (_, query) => {
    let answer: Answer | undefined
    // One row for the credential.
    expect(await rowsOf(async () => (answer = await funder.query(query)))).toBe(1)
    expectRefused(answer!, 'QUERY_TOO_COMPLEX')
    // Again, from the document cache.
    expectRefused(await funder.query(query), 'QUERY_TOO_COMPLEX')
  })

  test.each([
    ['a cycle of two fragments', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    ['a fragment that spreads itself', '{ viewer { ...A } } fragment A on Viewer { environment ...A }'],
    ['a cycle of types in the introspection', bomb],
    [
      'a cycle of types in the introspection, in a fragment',
      '{ __schema { types { ...T } } } fragment T on __Type { fields { type { fields { type { fields { name } } } } } }',
    ],
    ['too many tokens', `{ ${'a '.repeat(3_000)} }`],
  ])('returns BAD_REQUEST: %s', async (_, query) => {
    const headers = { accept: 'application/graphql-response+json' }
    const answer = await funder.query(query, {}, { headers })
    expectRefused(answer, 'BAD_REQUEST')
  })

  test('reports at most five errors of a document', async () => {
    const { body } = await funder.query(`{ viewer { ${many(100, (index) => `nothing${index}`)} } }`)
    expect(body.errors).toHaveLength(5)
    expect(
      new Set(body.errors.map((error: { extensions: { code: string } }) => error.extensions.code)),
    ).toEqual(new Set(['BAD_REQUEST']))
  })

  test('allows the introspection query of GraphiQL with every option', async () => {
    for (const query of [
      getIntrospectionQuery(),
      getIntrospectionQuery({
        descriptions: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    ]) {
      const answer = await funder.query(query)
      expect(outcome(answer)).toBe('200')
      expect(answer.body.data.__schema.types.length).toBeGreaterThan(50)
    }
  })
})

describe('page sizes', () => {
  const page = (size: string) => `apiKeys(first: ${size}) { nodes { rejectedUses { prefix } } }`
  const forms: readonly (readonly [string, string, object])[] = [
    ['a literal', `{ ${page('100')} }`, {}],
    ['a variable', `query ($n: Int) { ${page('$n')} }`, { n: 100 }],
    ['a non-null variable', `query ($n: Int!) { ${page('$n')} }`, { n: 100 }],
    ["a variable's default", `query ($n: Int = 100) { ${page('$n')} }`, {}],
    ['two pages', `{ ${page('1')} b: ${page('99')} }`, {}],
    ['a page in a fragment', `{ ...F } fragment F on Query { ${page('100')} }`, {}],
    ['pages of the default size', `{ ${page('20')} b: apiKeys { nodes { rejectedUses { prefix } } } }`, {}],
    [
      'an operation that is not the first',
      `query A { viewer { environment } } query B { ${page('100')} }`,
      {},
    ],
  ]
  test.each(forms)('counts %s', async (name, query, variables) => {
    const operationName = name.startsWith('an operation') ? 'B' : undefined
    const sendQuery = async () => {
      const headers = { 'content-type': 'application/json', 'x-api-key': funder.secret }
      const body = JSON.stringify({ query, variables, operationName })
      const response = await fetch(`${world.url}/graphql`, { method: 'POST', headers, body })
      return { status: response.status, headers: response.headers, body: await response.json() }
    }
    let answer: Answer | undefined
    expect(await rowsOf(async () => (answer = await sendQuery()))).toBe(1)
    expectRefused(answer!, 'QUERY_TOO_COMPLEX')
    expect(answer!.body.errors[0].message).toMatch(
      /^This document can read \d{4,} rows; the limit is 5000 per request\./,
    )
  })

  test('decides by the page size of each request for the same document', async () => {
    const query = `query ($n: Int) { ${page('$n')} }`
    for (const [n, expected] of [
      [100, '400 QUERY_TOO_COMPLEX'],
      [1, '200'],
      [100, '400 QUERY_TOO_COMPLEX'],
      [null, '200'],
    ] as const)
      expect(outcome(await funder.query(query, { n }))).toBe(expected)
  })

  test.each(['0', '-1', '101', '2147483647'])('rejects the page size %s in each form', async (size) => {
    for (const [query, variables] of [
      [`{ ${page(size)} }`, {}],
      [`query ($n: Int) { ${page('$n')} }`, { n: Number(size) }],
      [`query ($n: Int = ${size}) { ${page('$n')} }`, {}],
    ] as const) {
      const answer = await funder.query(query, variables)
      expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
      expect(issues(answer)).toEqual(['first INVALID_PAGE'])
    }
  })

  test('returns BAD_REQUEST for a page size that is not an integer', async () => {
    const query = `query ($n: Int) { ${page('$n')} }`
    for (const n of ['100', 1.5, [1], { size: 1 }, 1e12]) {
      const answer = await funder.query(query, { n })
      expect([n, outcome(answer)]).toEqual([n, expect.stringMatching(/^(200|400) BAD_REQUEST$/)])
      expect(answer.body.data).toBeUndefined()
    }
  })
})

describe('requests', () => {
  const send = async (init: RequestInit & { path?: string }) => {
    const headers = new Headers(init.headers)
    headers.set('x-api-key', funder.secret)
    const response = await fetch(`${world.url}/graphql${init.path ?? ''}`, { ...init, headers })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  const mutation = 'mutation { deleteApiKey(input: { id: "x" }) { id } }'

  test('rejects a batch of ten operations', async () => {
    const body = JSON.stringify(Array.from({ length: 10 }, () => ({ query: '{ viewer { environment } }' })))
    const headers = { 'content-type': 'application/json' }
    expectRefused(await send({ method: 'POST', headers, body }), 'BAD_REQUEST')
  })

  test('rejects a mutation by GET', async () => {
    expectRefused(await send({ path: `?query=${encodeURIComponent(mutation)}` }), 'METHOD_NOT_ALLOWED', 405)
  })

  test.each([
    ['text/plain', JSON.stringify({ query: mutation })],
    ['application/x-www-form-urlencoded', `query=${encodeURIComponent(mutation)}`],
    ['application/x-www-form-urlencoded', `query=${encodeURIComponent('{ viewer { environment } }')}`],
    ['application/graphql', '{ viewer { environment } }'],
    ['multipart/form-data; boundary=x', mutation],
  ])('rejects POST as %s', async (type, body) => {
    const answer = await send({ method: 'POST', headers: { 'content-type': type }, body })
    expectRefused(answer, 'UNSUPPORTED_MEDIA_TYPE', 415)
  })

  test('handles large variables that are undeclared or have the wrong type', async () => {
    const large = 'x'.repeat(250_000)
    const query = 'query ($n: Int) { apiKeys(first: $n) { nodes { id } } }'
    expect(outcome(await funder.query(query, { other: large }))).toBe('200')
    const answer = await funder.query(query, { n: large })
    expect(outcome(answer)).toBe('200 BAD_REQUEST')
    expect(JSON.stringify(answer.body).length).toBeLessThan(1_000)
    const list = (length: number) => Array.from({ length }, () => 1)
    expect(outcome(await funder.query(query, { n: list(1_000) }))).toBe('200 BAD_REQUEST')
    expect(outcome(await funder.query(query, { n: list(100_000) }))).toBe('400 QUERY_TOO_COMPLEX')
  })
})
