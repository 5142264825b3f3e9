// Idempotency-Key: the server applies each mutation once per key; a retry gets the first result.

import type { KeyKind, Role, Scope } from '@latchkey/prisma'
import { PERMISSIONS } from '@latchkey/schema/auth/permissions.ts'
import { schema } from '@latchkey/schema/schema.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'
import { aKey, idIn, type Sender, send } from './idempotent-requests.ts'
import { EXAMPLES, SELECTIONS } from './mutation-examples.ts'
import { createStage, type MutationStage } from './mutation-stage.ts'

let world: World

beforeAll(async () => {
  world = await createWorld({ servers: 2 })
})
afterAll(() => world[Symbol.asyncDispose]())

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).map(({ name, type }) => ({
  mutation: name,
  selections: SELECTIONS[String(type).replace('!', '')] ?? ['', ''],
  showsSecret: String(type) === 'NewApiKey!',
}))

/** The database content with the write version of each row, without request times and retries. */
async function everything(apart: readonly string[] = []): Promise<Record<string, string>> {
  const usage = ['usage_hour', 'usage_address', 'key_address']
  const uses = [
    'idempotent_request',
    'secret_use',
    'rejected_use',
    'session_use',
    'test_clock',
    ...usage,
    ...apart,
  ]
  const tables = await world.sql(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1)`,
    uses,
  )
  const contents = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, string_agg(xmin::text || t::text, E'\n' ORDER BY t::text) AS rows FROM "${name}" t`,
  )
  const all = await world.sql(contents.join(' UNION ALL '))
  return Object.fromEntries(all.map(({ name, rows }) => [name, rows ?? '']))
}

describe('mutation examples', () => {
  test('every mutation has an example, and every example belongs to a mutation', () => {
    expect(Object.keys(EXAMPLES).toSorted()).toEqual(mutations.map(({ mutation }) => mutation).toSorted())
    for (const { mutation, selections } of mutations) expect(selections, mutation).not.toContain('')
  })
})

/**
 * A caller of each credential kind that the permissions table allows, with nothing beyond its requirements.
 */
async function sender(kind: string, mutation: string, { funder, broker }: MutationStage): Promise<Sender> {
  const rule = (
    PERMISSIONS as Record<string, Partial<Record<string, Scope | 'any' | readonly Role[] | { scope: Scope }>>>
  )[mutation]
  if (kind === 'SESSION') return funder.logsIn()
  if (kind === 'BROKER') return broker
  const needed = rule?.[kind]
  const scopes = [(typeof needed === 'object' && 'scope' in needed ? needed.scope : needed) as Scope]
  return kind === 'USER' ? funder.user({ role: 'OWNER', scopes }) : funder.tieredKey('INTERNAL', scopes)
}

const cases = mutations.flatMap((one) =>
  Object.keys(PERMISSIONS[one.mutation as keyof typeof PERMISSIONS]).map((kind) => ({
    ...one,
    kind: kind as KeyKind | 'SESSION',
  })),
)

test.each(cases)(
  '$mutation, sent twice by a $kind, is executed once and answered twice',
  async ({ mutation, selections: [one, two], showsSecret, kind }) => {
    const stage = await createStage(await world.funder())
    const example = EXAMPLES[mutation]
    await example?.before?.(stage)
    const by = await sender(kind, mutation, stage)
    // The first request of a caller is recorded, so send it now.
    await by.query('{ viewer { environment } }')
    const [input, other, key] = [example?.input(stage) ?? {}, example?.other(stage) ?? {}, aKey()]

    const before = await everything()
    const first = await send(by, [mutation, one], input, key)
    expect(outcome(first), JSON.stringify(first.body)).toBe('200')
    expect(await everything()).not.toEqual(before)
    // The mail of an invitation or reset writes its token when it is sent.
    await world.jobsDone()

    // A retry replaces a secret that was never used with a new one, and changes nothing else.
    const apart = showsSecret ? ['secret'] : []
    const after = await everything(apart)
    const second = await send(by, [mutation, two], input, key, 1)
    expect(outcome(second), JSON.stringify(second.body)).toBe('200')
    expect(idIn(second)).toBe(idIn(first))
    const third = await send(by, [mutation, one], input, key)
    if (showsSecret) {
      const { secret, ...rest } = third.body.data.answer
      expect(rest).toEqual({ apiKey: first.body.data.answer.apiKey })
      const secrets = [first, second].map(({ body }) => body.data.answer.secret)
      expect(new Set([...secrets, secret]).size).toBe(3)
    } else expect(third.body).toEqual(first.body)
    expect(outcome(await send(by, [mutation, one], other, key))).toBe('422 IDEMPOTENCY_MISMATCH')
    if (kind === 'SESSION') {
      const another = mutation === 'deleteApiKey' ? 'deactivateApiKey' : 'deleteApiKey'
      const requested = await send(by, [another, 'id'], { id: stage.broker.apiKeyId }, key)
      expect(outcome(requested)).toBe('422 IDEMPOTENCY_MISMATCH')
    }
    expect(await everything(apart)).toEqual(after)
    expect(
      await world.sql('SELECT FROM idempotent_request WHERE digest = sha256($1::bytea)', key),
    ).toHaveLength(1)
  },
)

test('a repeated invitation sends one mail', async () => {
  const owner = await (await world.funder()).logsIn()
  const input = { username: 'once.only', name: 'Nina', email: 'once@lender.example', role: 'VIEWER' }
  const key = aKey()
  for (let time = 0; time < 2; time += 1) await send(owner, ['inviteUser', 'id'], input, key)
  expect((await world.mails()).filter(({ to }) => to === 'once@lender.example')).toHaveLength(1)
})

test('a retry returns the current state and undoes no later change', async () => {
  const { funder, relationshipId: id } = await createStage(await world.funder())
  const key = aKey()
  const pause = async () =>
    (await send(funder, ['pauseRelationship', 'status'], { id }, key)).body.data.answer
  expect(await pause()).toEqual({ status: 'PAUSED' })
  await send(funder, ['resumeRelationship', 'id'], { id }, aKey())
  expect(await pause()).toEqual({ status: 'ACTIVE' })
})
