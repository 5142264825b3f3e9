// apiKey, apiKeys and viewer: who sees which keys, page by page.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const ALL =
  'query ($first: Int, $after: String, $filter: ApiKeyFilter) { apiKeys(first: $first, after: $after, filter: $filter) { totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }'
const ONE = 'query ($id: ID!) { apiKey(id: $id) { id } }'

describe('apiKeys', () => {
  test('pages are newest first and stay stable while keys are created and deleted', async () => {
    const own = await world.funder()
    const brokers = await own.brokers(5)
    const expected = [...brokers.map(({ apiKeyId }) => apiKeyId), own.apiKeyId].sort().reverse()
    const first = (await own.query(ALL, { first: 2 })).body.data.apiKeys
    expect(first.totalCount).toBe(6)
    expect(first.nodes.map(({ id }: { id: string }) => id)).toEqual(expected.slice(0, 2))
    await own.broker('newer.example')
    await own.deletes(expected[1] ?? '')
    const second = (await own.query(ALL, { first: 2, after: first.pageInfo.endCursor })).body.data.apiKeys
    expect(second.nodes.map(({ id }: { id: string }) => id)).toEqual(expected.slice(2, 4))
    const last = (await own.query(ALL, { first: 2, after: second.edges[1].cursor })).body.data.apiKeys
    expect(last).toMatchObject({
      nodes: [{ id: expected[4] }, { id: expected[5] }],
      pageInfo: { hasNextPage: false },
    })
  })

  test('the SDK iterates over all pages', async () => {
    const own = await world.funder()
    await own.brokers(5)
    const ids: string[] = []
    for await (const { id } of own.latchkey.apiKeys.list({ first: 2 })) ids.push(id)
    expect(ids).toHaveLength(6)
    expect(new Set(ids).size).toBe(6)
  })

  test('filters by kind, state, broker and creator', async () => {
    const own = await world.funder()
    const [one, two] = await own.brokers(2)
    await own.deletes(one?.apiKeyId ?? '')
    const ids = async (filter: object) =>
      (await own.query(ALL, { filter })).body.data.apiKeys.nodes.map(({ id }: { id: string }) => id)
    const broker = await world.directory.know('broker-1.example')
    expect(await ids({ kind: 'USER' })).toEqual([own.apiKeyId])
    expect(await ids({ kind: 'BROKER' })).toEqual([two?.apiKeyId])
    expect(await ids({ state: 'DELETED' })).toEqual([one?.apiKeyId])
    expect(await ids({ brokerId: broker })).toEqual([two?.apiKeyId])
    expect(await ids({ createdById: own.ownerId, kind: 'TIERED' })).toEqual([])
  })

  test.each([
    [{ first: 0 }, 'first INVALID_PAGE'],
    [{ first: -1 }, 'first INVALID_PAGE'],
    [{ first: 101 }, 'first INVALID_PAGE'],
    [{ after: 'nonsense' }, 'after INVALID_CURSOR'],
    [{ after: '' }, 'after INVALID_CURSOR'],
    [
      { after: Buffer.from('PRODUCTION:apk_01j00000000000000000000000').toString('base64url') },
      'after INVALID_CURSOR',
    ],
  ])('returns 422 for %j', async (variables, issue) => {
    const answer = await funder.query(ALL, variables)
    expect([outcome(answer), ...issues(answer)]).toEqual(['422 VALIDATION_FAILED', issue])
  })
})

describe('visibility of a key', () => {
  test('a key is visible to its funder in its environment and to the broker key itself only', async () => {
    const broker = await funder.broker('seen.example')
    const another = await funder.broker('another.example')
    const production = await funder.inEnvironment('PRODUCTION')
    const other = await world.funder()
    const id = broker.apiKeyId
    for (const who of [funder, broker]) expect(outcome(await who.query(ONE, { id }))).toBe('200')
    for (const who of [another, production, other]) {
      expect(outcome(await who.query(ONE, { id }))).toBe('404 API_KEY_NOT_FOUND')
      expect((await who.query('query ($id: ID!) { node(id: $id) { id } }', { id })).body.data).toEqual({
        node: null,
      })
      expect(JSON.stringify((await who.query(ALL)).body)).not.toContain(id)
    }
    expect((await broker.query(ALL)).body.data.apiKeys.nodes).toEqual([{ id }])
  })

  test('a broker cannot see users through its key', async () => {
    const broker = await funder.broker('blind.example')
    const { body } = await broker.query('{ viewer { apiKey { createdBy { name } } user { name } } }')
    expect(body.data.viewer).toEqual({ apiKey: { createdBy: null }, user: null })
    expect(
      (await broker.query('query ($id: ID!) { node(id: $id) { id } }', { id: funder.ownerId })).body.data,
    ).toEqual({ node: null })
  })

  test('node returns every type that has an id', async () => {
    const broker = await funder.broker('nodes.example')
    const { relationship } = await broker.latchkey.viewer()
    const submission = await broker.submits()
    const ids = [broker.apiKeyId, funder.id, submission, relationship?.id, relationship?.broker.id]
    const types = ids.map(
      async (id) =>
        (await funder.query('query ($id: ID!) { node(id: $id) { __typename id } }', { id })).body.data.node,
    )
    expect(await Promise.all(types)).toEqual([
      { __typename: 'ApiKey', id: ids[0] },
      { __typename: 'Funder', id: ids[1] },
      { __typename: 'Submission', id: ids[2] },
      { __typename: 'Relationship', id: ids[3] },
      { __typename: 'Broker', id: ids[4] },
    ])
  })
})

test('viewer: a USER key has no scope beyond its user’s role', async () => {
  const dana = await funder.user({ role: 'DEVELOPER', scopes: ['SUBMISSIONS', 'ADMIN', 'EMBED'] })
  const { body } = await dana.query('{ viewer { scopes user { role } apiKey { scopes } } }')
  expect(body.data.viewer).toEqual({
    scopes: ['SUBMISSIONS_READ', 'EMBED', 'EMBED_READ'],
    user: { role: 'DEVELOPER' },
    apiKey: { scopes: ['SUBMISSIONS', 'ADMIN', 'EMBED'] },
  })
})
