// Documents that are too expensive to execute, and values that PostgreSQL rejects.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('documents that are too expensive', () => {
  test('rejects nested fragments without expanding them', async () => {
    const fragments = Array.from(
      { length: 40 },
      (_, i) => `fragment F${i} on Mutation { ...F${i + 1} ...F${i + 1} }`,
    )
    const answer = await funder.query(
      `mutation { ...F0 } ${fragments.join(' ')} fragment F40 on Mutation { __typename }`,
    )
    expect(outcome(answer)).toBe('400 QUERY_TOO_COMPLEX')
    const circle =
      'mutation { ...A } fragment A on Mutation { ...B ...B } fragment B on Mutation { ...A ...A }'
    expect(outcome(await funder.query(circle))).toBe('200 BAD_REQUEST')
  })

  test('returns BAD_REQUEST for too many tokens and too deep nesting', async () => {
    for (const document of [
      `{ ${'a '.repeat(6_000)} }`,
      '{a'.repeat(100_000),
      `{ ${'a(b: ['.repeat(3_000)}`,
    ]) {
      expect(outcome(await funder.query(document))).toMatch(/^(200|400) BAD_REQUEST$/)
    }
  })

  test('returns an error for values that PostgreSQL rejects and logs no internal error', async () => {
    const nul = 'a\u0000b'
    for (const [query, variables] of [
      ['query ($id: ID!) { submission(id: $id) { id } }', { id: nul }],
      ['query ($id: ID!) { apiKey(id: $id) { id } }', { id: nul }],
      ['query ($id: ID!) { node(id: $id) { id } }', { id: nul }],
      ['mutation ($id: ID!) { deleteApiKey(input: { id: $id }) { id } }', { id: nul }],
      [
        'query ($f: SubmissionFilter) { submissions(filter: $f) { totalCount } }',
        { f: { externalReference: nul } },
      ],
      [
        'query ($f: SubmissionFilter) { submissions(filter: $f) { totalCount } }',
        { f: { createdFrom: '0000-01-01T00:00:00Z' } },
      ],
      [
        'query ($f: SubmissionFilter) { submissions(filter: $f) { totalCount } }',
        { f: { createdTo: '2026-02-30T00:00:00Z' } },
      ],
      ['query ($f: ApiKeyFilter) { apiKeys(filter: $f) { totalCount } }', { f: { brokerId: nul } }],
    ] as const) {
      expect(outcome(await funder.query(query, variables)), query).toMatch(
        /^(200|400 BAD_REQUEST|404 \w+|200 BAD_REQUEST)$/,
      )
    }
    expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([])
  })
})
