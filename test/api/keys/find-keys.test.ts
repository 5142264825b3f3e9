// Key search: by the prefix of a leaked secret, by relationship, by text; and the usage in lists.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor, Funder, KeyHolder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { statementsOf } from '../../support/record-statements.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder
let broker: BrokerActor
let relationshipId: string

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  broker = await funder.broker('bee.example')
  relationshipId = (await broker.latchkey.viewer()).relationship!.id
})
afterAll(() => world[Symbol.asyncDispose]())

const KEYS = 'query ($filter: ApiKeyFilter) { apiKeys(filter: $filter) { totalCount nodes { id } } }'

async function found(by: Pick<KeyHolder, 'query'>, filter: object): Promise<string[]> {
  const { apiKeys } = (await by.query(KEYS, { filter })).body.data
  expect(apiKeys.totalCount).toBe(apiKeys.nodes.length)
  return apiKeys.nodes.map(({ id }: { id: string }) => id)
}

describe('filters of apiKeys', () => {
  test('prefix finds the key by the start of a secret, also after a rotation or deletion', async () => {
    const tiered = await funder.tieredKey('PARTNER', ['SUBMISSIONS'])
    const cases = [
      [broker, broker.secret.slice(0, 8)],
      [funder, funder.secret.slice(0, 8)],
      [tiered, tiered.secret.slice(0, 10)],
    ] as const
    for (const [key, prefix] of cases) expect(await found(funder, { prefix })).toEqual([key.apiKeyId])
    const leaked = await funder.broker('leaked.example')
    const prefix = leaked.secret.slice(0, 8)
    const { secret } = await funder.latchkey.apiKeys.rotate(leaked.apiKeyId, { graceSeconds: 0 })
    for (const one of [prefix, secret.slice(0, 8)])
      expect(await found(funder, { prefix: one })).toEqual([leaked.apiKeyId])
    await funder.deletes(leaked.apiKeyId)
    expect(await found(funder, { prefix })).toEqual([])
    expect(await found(funder, { prefix, state: 'DELETED' })).toEqual([leaked.apiKeyId])
    for (const other of ['', 'bft_', leaked.secret, prefix.slice(0, 7)])
      expect(await found(funder, { prefix: other, state: 'DELETED' })).toEqual([])
  })

  test('relationshipId filters keys and submissions', async () => {
    const other = await funder.broker('fox.example')
    expect(await found(funder, { relationshipId })).toEqual([broker.apiKeyId])
    const id = await broker.submits()
    await other.submits()
    const document = 'query ($filter: SubmissionFilter) { submissions(filter: $filter) { nodes { id } } }'
    const { body } = await funder.query(document, { filter: { relationshipId } })
    expect(body.data.submissions.nodes).toEqual([{ id }])
  })

  test('search matches part of the name, case-insensitive, or a prefix; wildcards are literal', async () => {
    const own = await world.funder()
    const names = [
      'Nightly Import',
      '100% sure',
      '100 sure',
      'back\\slash',
      'under_score',
      'underXscore',
      'Ünder',
    ]
    const person = await own.logsIn({ userId: own.ownerId })
    const ids = new Map<string, string>()
    for (const name of names) {
      const { body } = await person.query(
        'mutation ($name: String!) { createUserKey(input: { name: $name }) { apiKey { id prefix } } }',
        { name },
      )
      ids.set(name, body.data.createUserKey.apiKey.id)
    }
    const search = async (text: string) => {
      const all = await found(own, { search: text })
      return names.filter((name) => all.includes(ids.get(name)!))
    }
    expect(await search('IMPORT')).toEqual(['Nightly Import'])
    expect(await search('  nightly i ')).toEqual(['Nightly Import'])
    expect(await search('0%')).toEqual(['100% sure'])
    expect(await search('r_s')).toEqual(['under_score'])
    expect(await search('k\\s')).toEqual(['back\\slash'])
    expect(await search('under')).toEqual(['under_score', 'underXscore'])
    expect(await search('%')).toEqual(['100% sure'])
    expect(await search("'; --")).toEqual([])
    expect(await found(own, { search: own.secret.slice(0, 8) })).toEqual([own.apiKeyId])
  })

  test.each([
    ['', 'filter.search TOO_SHORT'],
    ['   ', 'filter.search TOO_SHORT'],
    ['x'.repeat(101), 'filter.search TOO_LONG'],
    ['a\u0000b', 'filter.search CONTROL_CHARACTERS'],
  ])('returns 422 for the search %j', async (search, issue) => {
    const answer = await funder.query(KEYS, { filter: { search } })
    expect([outcome(answer), ...issues(answer)]).toEqual(['422 VALIDATION_FAILED', issue])
  })

  test('no filter finds a key that the caller cannot see', async () => {
    const other = await world.funder()
    const production = await funder.inEnvironment('PRODUCTION')
    const viewer = await funder.logsIn({ role: 'VIEWER' })
    const another = await funder.broker('blind.example')
    const filters = [{ prefix: broker.secret.slice(0, 8) }, { relationshipId }, { search: 'bee.example' }]
    for (const filter of filters) {
      expect(await found(funder, filter)).toEqual([broker.apiKeyId])
      expect(await found(broker, filter)).toEqual([broker.apiKeyId])
      for (const by of [other, production, viewer, another]) expect(await found(by, filter)).toEqual([])
    }
  })
})

test('search filters relationships and users', async () => {
  const own = await world.funder({ name: 'Amber' })
  const [one, two] = [await own.broker('crumb.example'), await own.broker('loaf.example')]
  await world.sql(
    `UPDATE broker SET name = 'Crumb & Co' WHERE id = (SELECT broker_id FROM broker_domain WHERE domain = 'crumb.example')`,
  )
  await funder.broker('crumb.example')
  const dana = await own.logsIn({ role: 'VIEWER' })
  await world.sql(
    `UPDATE "user" SET name = 'Dana Kim', email = 'dk@harbor.example' WHERE id = $1`,
    dana.userId,
  )
  const relationshipOf = async (holder: BrokerActor) => (await holder.latchkey.viewer()).relationship!.id
  const { relationships } = own.latchkey
  const ids = async (search: string) =>
    Array.fromAsync(relationships.list({ filter: { search } }), ({ id }) => id)
  expect(await ids('crumb &')).toEqual([await relationshipOf(one)])
  expect(await ids('LOAF.example')).toEqual([await relationshipOf(two)])
  expect(await ids('nobody')).toEqual([])
  const users = 'query ($search: String) { users(filter: { search: $search }) { nodes { id } } }'
  for (const search of ['dana k', 'DK@harbor', dana.username.toUpperCase()]) {
    const { body } = await dana.query(users, { search })
    expect(body.data.users.nodes).toEqual([{ id: dana.userId }])
  }
})

describe('lastUsedAt', () => {
  test('is the last use of any secret of the key, or null for an unused key', async () => {
    const own = await world.funder()
    const [used, unused] = await own.brokers(2)
    const list = async () => {
      await world.flushUsage()
      const keys = await Array.fromAsync(own.latchkey.apiKeys.list({ filter: { kind: 'BROKER' } }))
      return new Map(keys.map(({ id, lastUsedAt }) => [id, lastUsedAt]))
    }
    expect((await list()).get(used!.apiKeyId)).toBeNull()
    await used!.latchkey.viewer()
    const first = (await list()).get(used!.apiKeyId)!
    const { use } = (await own.latchkey.apiKeys.get(used!.apiKeyId)).secrets[0]!
    expect(first).toBe(use!.usedAt)
    // The new secret is unused and the old one is dead: usage belongs to the key, not to a secret.
    await own.latchkey.apiKeys.rotate(used!.apiKeyId, { graceSeconds: 0 })
    expect(await list()).toEqual(
      new Map([
        [used!.apiKeyId, first],
        [unused!.apiKeyId, null],
      ]),
    )
  })

  test('takes one statement per list, as does createdBy', async () => {
    const own = await world.funder()
    await own.brokers(3)
    const statements = (fields: string) =>
      statementsOf(() => own.query(`{ apiKeys { nodes { id ${fields} } } }`))
    await own.query('{ viewer { environment } }')
    await world.flushUsage()
    const without = await statements('')
    expect(await statements('lastUsedAt again: lastUsedAt')).toBe(without + 1)
    expect(await statements('createdBy { name }')).toBe(without + 1)
  })
})

describe('Relationship.apiKey', () => {
  const ONE = 'query ($id: ID!) { relationship(id: $id) { apiKey { id prefix state secrets { prefix } } } }'
  const keyOf = async (by: Pick<KeyHolder, 'query'> | Person, id = relationshipId) => {
    const answer = await by.query(ONE, { id })
    return outcome(answer) === '200' ? answer.body.data.relationship.apiKey : outcome(answer)
  }

  test('is the key of the relationship that is not deleted', async () => {
    const own = await funder.broker('owl.example')
    const { relationship } = await own.latchkey.viewer()
    const prefix = own.secret.slice(0, 8)
    const key = { id: own.apiKeyId, prefix, state: 'ACTIVE', secrets: [{ prefix }] }
    expect(await keyOf(funder, relationship!.id)).toEqual(key)
    await funder.latchkey.apiKeys.deactivate(own.apiKeyId)
    expect(await keyOf(funder, relationship!.id)).toEqual({ ...key, state: 'INACTIVE' })
    await funder.deletes(own.apiKeyId)
    expect(await keyOf(funder, relationship!.id)).toBeNull()
    const next = await funder.broker('owl.example')
    expect(await keyOf(funder, relationship!.id)).toMatchObject({ id: next.apiKeyId })
    const { apiKey } = await funder.latchkey.relationships.get(relationship!.id)
    expect(apiKey).toMatchObject({ id: next.apiKeyId, state: 'ACTIVE', lastUsedAt: null, expiresAt: null })
  })

  test('is visible only to callers who can see the key in apiKeys', async () => {
    const id = { id: broker.apiKeyId }
    const readers = ['SUBMISSIONS_READ'] as const
    for (const role of ['OWNER', 'ADMIN', 'DEVELOPER'] as const)
      expect([role, await keyOf(await funder.logsIn({ role }))]).toEqual([role, expect.objectContaining(id)])
    for (const role of ['UNDERWRITER', 'VIEWER'] as const)
      expect([role, await keyOf(await funder.logsIn({ role }))]).toEqual([role, null])
    expect(await keyOf(broker)).toMatchObject(id)
    expect(await keyOf(await funder.tieredKey('INTERNAL', ['SUBMISSIONS_READ', 'ADMIN']))).toMatchObject(id)
    expect(await keyOf(await funder.tieredKey('PARTNER', [...readers]))).toBeNull()
    expect(await keyOf(await funder.user({ role: 'ADMIN', scopes: [...readers] }))).toBeNull()
    expect(await keyOf(await world.funder())).toBe('404 NOT_FOUND')
  })

  test('takes one statement per list', async () => {
    const own = await world.funder()
    await own.brokers(3)
    const statements = (fields: string) =>
      statementsOf(() => own.query(`{ relationships { nodes { id ${fields} } } }`))
    await own.query('{ viewer { environment } }')
    await world.flushUsage()
    expect(await statements('apiKey { id name }')).toBe((await statements('')) + 1)
  })
})
