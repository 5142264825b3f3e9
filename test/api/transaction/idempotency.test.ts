// Idempotency-Key: the server applies each mutation once per key; a retry gets the first result.

import { request } from 'node:http'
import type { KeyKind, Role, Scope } from '@latchkey/prisma'
import { PERMISSIONS } from '@latchkey/schema/auth/permissions.ts'
import { schema } from '@latchkey/schema/schema.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder, KeyHolder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'
import { createStage, EXAMPLES, type MutationStage, SELECTIONS } from './mutation-examples.ts'

type Sender = Pick<KeyHolder, 'query'>

let world: World
let keys = 0

beforeAll(async () => {
  world = await createWorld({ servers: 2 })
})
afterAll(() => world[Symbol.asyncDispose]())

function aKey(): string {
  keys += 1
  return `key_${keys}`
}

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).map(({ name, type }) => ({
  mutation: name,
  selections: SELECTIONS[String(type).replace('!', '')] ?? ['', ''],
  showsSecret: String(type) === 'NewApiKey!',
}))

function send(
  by: Sender,
  [mutation, selection]: readonly [string, string],
  input: object,
  key: string,
  server = 0,
): Promise<Answer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const document = `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { ${selection} } }`
  return by.query(document, { input }, { server, headers: { 'idempotency-key': key } })
}

function idIn({ body }: Answer): string {
  return body.data.answer.id ?? body.data.answer.apiKey.id
}

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
  const all: Record<string, string> = {}
  for (const { name } of tables) {
    const [{ rows }] = await world.sql(
      `SELECT string_agg(xmin::text || t::text, E'\\n' ORDER BY t::text) AS rows FROM "${name}" t`,
    )
    all[name] = rows ?? ''
  }
  return all
}

const submits = (by: Sender, relationshipId: string, key: string, name = 'Corner Bakery, new oven') =>
  send(by, ['createSubmission', 'id'], { relationshipId, name }, key)

/** The number of submissions with the name that `submits` uses. */
async function submitted(relationshipId: string): Promise<number> {
  const rows = await world.sql(
    `SELECT FROM submission WHERE relationship_id = $1 AND name = 'Corner Bakery, new oven'`,
    relationshipId,
  )
  return rows.length
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

describe('scope of an idempotency key', () => {
  test('is shared by all sessions and USER keys of a user, but not with other users', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const key = aKey()
    const id = idIn(await submits(funder, relationshipId, key))
    const same = [await funder.logsIn({ userId: funder.ownerId }), await funder.key()]
    for (const by of same) expect(idIn(await submits(by, relationshipId, key))).toBe(id)
    const others = [await funder.logsIn(), await funder.user({ role: 'ADMIN' })]
    const ids = [id]
    for (const by of others) ids.push(idIn(await submits(by, relationshipId, key)))
    expect(new Set(ids).size).toBe(3)
  })

  test('is shared by all TIERED keys of a funder', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const key = aKey()
    const ids: string[] = []
    for (const tier of ['PUBLIC', 'INTERNAL', 'INTERNAL'] as const) {
      const by = await funder.tieredKey(tier, ['SUBMISSIONS'])
      ids.push(idIn(await submits(by, relationshipId, key)))
    }
    expect(new Set(ids).size).toBe(1)
    expect(idIn(await submits(funder, relationshipId, key))).not.toBe(ids[0])
  })

  test('is shared by both secrets of a broker key, but not with other brokers or the funder', async () => {
    const { funder, broker, relationshipId } = await createStage(await world.funder())
    const rotated = await send(funder, ['rotateApiKey', 'secret'], { id: broker.apiKeyId }, aKey())
    const { secret } = rotated.body.data.answer
    const fresh: Sender = {
      query: (query, variables, options) => world.graphql(secret, query, variables, options),
    }
    const key = aKey()
    const id = idIn(await submits(broker, relationshipId, key))
    for (const by of [fresh, broker]) expect(idIn(await submits(by, relationshipId, key))).toBe(id)
    expect(await submitted(relationshipId)).toBe(1)
    // The funder has its own idempotency keys, and so has each broker.
    expect(idIn(await submits(funder, relationshipId, key))).not.toBe(id)
    const { broker: next, relationshipId: nexts } = await createStage(funder)
    expect(outcome(await submits(next, nexts, key))).toBe('200')
  })

  test('is separate for each environment and funder', async () => {
    const one = await world.funder()
    const key = aKey()
    const ids: string[] = []
    for (const funder of [one, await one.inEnvironment('PRODUCTION'), await world.funder()]) {
      const { relationshipId } = await createStage(funder)
      ids.push(idIn(await submits(funder, relationshipId, key)))
    }
    expect(new Set(ids).size).toBe(3)
  })
})

describe('requests that are not recorded', () => {
  test('a rejected request: the same key succeeds once the cause is gone', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const key = aKey()
    const set = (status: string) =>
      world.sql(
        'UPDATE relationship SET status = $1::"RelationshipStatus" WHERE id = $2',
        status,
        relationshipId,
      )
    await set('PAUSED')
    expect(outcome(await submits(funder, relationshipId, key))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
    expect(outcome(await submits(funder, relationshipId, key, 'short'))).toBe('422 VALIDATION_FAILED')
    await set('ACTIVE')
    expect(outcome(await submits(funder, relationshipId, key))).toBe('200')
  })

  test('a query is executed every time', async () => {
    const { funder } = await createStage(await world.funder())
    const headers = { 'idempotency-key': aKey() }
    const count = async () => (await funder.query('{ apiKeys { totalCount } }', {}, { headers })).body.data
    expect(await count()).toEqual({ apiKeys: { totalCount: 3 } })
    await funder.key()
    expect(await count()).toEqual({ apiKeys: { totalCount: 4 } })
    const digest = 'SELECT FROM idempotent_request WHERE digest = sha256($1::bytea)'
    expect(await world.sql(digest, headers['idempotency-key'])).toEqual([])
  })

  test('the stored record reveals nothing of the input', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const telling = 'Tell-tale Bakery 078-05-1120'
    await submits(funder, relationshipId, 'tell-tale-key', telling)
    const rows = await world.sql('SELECT t::text AS row FROM idempotent_request t')
    const kept = rows.map(({ row }) => row).join('\n')
    for (const text of [telling, 'tell-tale-key']) {
      expect(kept).not.toContain(text)
      expect(kept).not.toContain(Buffer.from(text).toString('hex'))
    }
    // A plain hash of a short input could be guessed.
    const [{ guess }] = await world.sql(
      `SELECT count(*)::int AS guess FROM idempotent_request WHERE input = sha256($1::bytea)`,
      JSON.stringify({ input: { name: telling, relationshipId } }),
    )
    expect(guess).toBe(0)
  })
})

test('a key expires after 24 hours and can be used again; older records are deleted', async () => {
  await using own = await createWorld()
  const { funder, relationshipId } = await createStage(await own.funder())
  const id = idIn(await submits(funder, relationshipId, 'kept'))
  for (let old = 0; old < 7; old += 1) await submits(funder, relationshipId, `old-${old}`)
  await own.advance('23 hours 59 minutes')
  expect(idIn(await submits(funder, relationshipId, 'kept'))).toBe(id)
  await own.advance('1 minute')
  // The key can be used again, for another input and for another field.
  expect(outcome(await submits(funder, relationshipId, 'kept', 'Another name altogether'))).toBe('200')
  expect(outcome(await send(funder, ['createBrokerKey', 'secret'], { email: 'x' }, 'old-0'))).toBe(
    '422 VALIDATION_FAILED',
  )
  for (let fresh = 0; fresh < 4; fresh += 1) await submits(funder, relationshipId, `new-${fresh}`)
  expect(await own.sql('SELECT count(*)::int AS kept FROM idempotent_request')).toEqual([{ kept: 5 }])
  expect(outcome(await submits(funder, relationshipId, 'kept'))).toBe('422 IDEMPOTENCY_MISMATCH')
})

describe('authorization of a retry', () => {
  test('returns 401 to a deleted key', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const by = await funder.key()
    const key = aKey()
    await submits(by, relationshipId, key)
    await funder.deletes(by.apiKeyId)
    expect(outcome(await submits(by, relationshipId, key))).toBe('401 API_KEY_INVALID')
  })

  test('returns 403 and no new secret to a demoted user', async () => {
    const { funder, unique } = await createStage(await world.funder())
    const adam = await funder.logsIn({ role: 'ADMIN' })
    const becomes = (role: Role) =>
      world.sql('UPDATE "user" SET role = $1::"Role" WHERE id = $2', role, adam.userId)
    const [one, two, three] = [aKey(), aKey(), aKey()]
    const email = `sam@keyless-${unique}.example`
    const gives = () => send(adam, ['createBrokerKey', 'secret'], { email }, one)
    const wide = { name: 'Wide', tier: 'INTERNAL', scopes: ['ADMIN'] }
    const makes = () => send(adam, ['createTieredKey', 'secret apiKey { id }'], wide, two)
    expect(outcome(await gives())).toBe('200')
    const made = await makes()
    const rotates = () => send(adam, ['rotateApiKey', 'secret'], { id: idIn(made), graceSeconds: 0 }, three)
    const { secret } = (await rotates()).body.data.answer
    await becomes('DEVELOPER')
    expect(outcome(await gives())).toBe('403 INSUFFICIENT_SCOPE')
    // A DEVELOPER can create and rotate TIERED keys, but none with scopes that the role lacks.
    expect(outcome(await makes())).toBe('403 FORBIDDEN')
    expect(outcome(await rotates())).toBe('403 FORBIDDEN')
    expect(outcome(await world.graphql(secret, '{ viewer { environment } }'))).toBe('200')
  })

  test('returns 403 and no new secret to a key if the mutation requires a session', async () => {
    const { funder } = await createStage(await world.funder())
    const dana = await funder.logsIn({ userId: funder.ownerId })
    const own = await funder.key({ scopes: ['SUBMISSIONS'] })
    const key = aKey()
    const input = { id: own.apiKeyId }
    const { secret } = (await send(dana, ['rotateApiKey', 'secret'], input, key)).body.data.answer
    expect(outcome(await send(funder, ['rotateApiKey', 'secret'], input, key))).toBe('403 WRONG_KEY_KIND')
    expect(outcome(await world.graphql(secret, '{ viewer { environment } }'))).toBe('200')
  })
})

describe('a secret returned by a retry', () => {
  const sendQuery = async (secret: string) =>
    outcome(await world.graphql(secret, '{ viewer { environment } }'))
  const secretIn = ({ body }: Answer): string => body.data.answer.secret

  /** A broker's key that is created, created again by replay, and rotated as many times as given. */
  async function aKeyOfABroker() {
    const { funder, unique } = await createStage(await world.funder())
    const [key, email] = [aKey(), `sam@keyless-${unique}.example`]
    const create = () => send(funder, ['createBrokerKey', 'secret apiKey { id }'], { email }, key)
    const created = await create()
    const id = idIn(created)
    const rotate = (graceSeconds: number, key: string) =>
      send(funder, ['rotateApiKey', 'secret'], { id, graceSeconds }, key)
    return { funder, id, created, create, rotate }
  }

  test('invalidates the previous one, until one of them was used', async () => {
    const { created, create } = await aKeyOfABroker()
    const [second, third] = [await create(), await create()]
    for (const dead of [created, second]) expect(await sendQuery(secretIn(dead))).toBe('401 API_KEY_INVALID')
    expect(await sendQuery(secretIn(third))).toBe('200')
    expect(outcome(await create())).toBe('409 SECRET_ALREADY_USED')
    expect(await sendQuery(secretIn(third))).toBe('200')
  })

  test('is no longer returned 10 minutes after the mutation', async () => {
    await using own = await createWorld()
    const { funder, unique } = await createStage(await own.funder())
    const input = { email: `sam@keyless-${unique}.example` }
    const create = () => send(funder, ['createBrokerKey', 'secret'], input, 'late')
    await create()
    await own.advance('9 minutes')
    const { secret } = (await create()).body.data.answer
    // The age counts from the mutation, not from its last retry.
    await own.advance('1 minute')
    expect(outcome(await create())).toBe('409 SECRET_ALREADY_USED')
    expect(outcome(await own.graphql(secret, '{ viewer { environment } }'))).toBe('200')
  })

  test('leaves the secret of a later rotation alone', async () => {
    const { create, rotate } = await aKeyOfABroker()
    const pending = secretIn(await rotate(60, aKey()))
    const again = await create()
    expect(outcome(again)).toBe('200')
    expect(await sendQuery(secretIn(again))).toBe('200')
    expect(await sendQuery(pending)).toBe('200')
  })

  test('is no longer returned after a rotation without a grace period', async () => {
    const { create, rotate } = await aKeyOfABroker()
    const fresh = secretIn(await rotate(0, aKey()))
    expect(outcome(await create())).toBe('409 SECRET_ALREADY_USED')
    expect(await sendQuery(fresh)).toBe('200')
  })

  test('is never the secret of the next rotation after the first was cancelled', async () => {
    const { funder, id, rotate } = await aKeyOfABroker()
    const first = aKey()
    await rotate(60, first)
    await send(funder, ['cancelRotation', 'id'], { id }, aKey())
    const next = secretIn(await rotate(60, aKey()))
    expect(outcome(await rotate(60, first))).toBe('409 SECRET_ALREADY_USED')
    expect(await sendQuery(next)).toBe('200')
  })

  test('keeps the original state: PENDING during a rotation, CURRENT after it is finished', async () => {
    const { funder, id, created, rotate } = await aKeyOfABroker()
    const key = aKey()
    const lost = secretIn(await rotate(60, key))
    const pending = secretIn(await rotate(60, key))
    expect(await sendQuery(lost)).toBe('401 API_KEY_INVALID')
    expect(await sendQuery(secretIn(created))).toBe('200')
    await send(funder, ['finishRotation', 'id'], { id }, aKey())
    const current = secretIn(await rotate(60, key))
    for (const dead of [pending, secretIn(created)]) expect(await sendQuery(dead)).toBe('401 API_KEY_INVALID')
    expect(await sendQuery(current)).toBe('200')
  })

  test('is not returned for a deleted key', async () => {
    const { funder, id, create } = await aKeyOfABroker()
    await funder.deletes(id)
    expect(outcome(await create())).toBe('404 API_KEY_NOT_FOUND')
  })
})

describe('equality of inputs', () => {
  const NAMES = ['name: "Corner Bakery, new oven"', 'amount: { amountMinor: 100, currency: "USD" }']
  const document = (relationshipId: string, ...fields: string[]) =>
    `mutation { createSubmission(input: { relationshipId: "${relationshipId}", ${fields.join(', ')} }) { id } }`

  test('ignores the order of fields and whether values are variables or literals', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const headers = { 'idempotency-key': aKey() }
    const sendQuery = async (text: string, variables = {}) => {
      const answer = await funder.query(text, variables, { headers })
      expect(outcome(answer), JSON.stringify(answer.body)).toBe('200')
      return answer.body.data.createSubmission.id
    }
    const id = await sendQuery(document(relationshipId, ...NAMES))
    expect(await sendQuery(document(relationshipId, ...NAMES.toReversed()))).toBe(id)
    const turned = document(relationshipId, ...NAMES).replace(
      'amountMinor: 100, currency: "USD"',
      'currency: "USD", amountMinor: 100',
    )
    expect(await sendQuery(turned)).toBe(id)
    const text = 'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id } }'
    const amount = { currency: 'USD', amountMinor: 100 }
    expect(
      await sendQuery(text, { input: { amount, name: 'Corner Bakery, new oven', relationshipId } }),
    ).toBe(id)
    const part =
      'mutation ($n: String!, $r: ID, $m: SafeInt!) { createSubmission(input: { name: $n, relationshipId: $r, amount: { amountMinor: $m, currency: "USD" } }) { id } }'
    expect(await sendQuery(part, { n: 'Corner Bakery, new oven', r: relationshipId, m: 100 })).toBe(id)
    expect(await submitted(relationshipId)).toBe(1)
  })

  test('ignores the notation of a time and whether a default is explicit', async () => {
    const { funder, broker } = await createStage(await world.funder())
    const key = aKey()
    const input = { id: broker.apiKeyId, allowList: ['127.0.0.1'] }
    const until = (expiresAt: string) => send(funder, ['updateApiKey', 'id'], { ...input, expiresAt }, key)
    const at = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 86_400_000)
    const utc = at.toISOString()
    const elsewhere = `${new Date(at.getTime() + 7_200_000).toISOString().slice(0, 19)}+02:00`
    for (const same of [utc, utc.replace('.000Z', 'Z'), elsewhere])
      expect(outcome(await until(same))).toBe('200')
    expect(outcome(await until(new Date(at.getTime() + 1_000).toISOString()))).toBe(
      '422 IDEMPOTENCY_MISMATCH',
    )

    const other = aKey()
    const rotate = (more: object) =>
      send(funder, ['rotateApiKey', 'secret'], { id: broker.apiKeyId, ...more }, other)
    for (const same of [{}, { graceSeconds: 86_400 }]) expect(outcome(await rotate(same))).toBe('200')
  })

  test('distinguishes an omitted field from null', async () => {
    const { funder, broker } = await createStage(await world.funder())
    const key = aKey()
    const input = { id: broker.apiKeyId, name: 'Front desk' }
    expect(outcome(await send(funder, ['updateApiKey', 'id'], input, key))).toBe('200')
    const cleared = await send(funder, ['updateApiKey', 'id'], { ...input, expiresAt: null }, key)
    expect(outcome(cleared)).toBe('422 IDEMPOTENCY_MISMATCH')
    // Tested once for all mutations, because a retry is the same request.
    const { relationshipId } = await createStage(funder)
    const submission = { relationshipId, name: 'Corner Bakery, new oven' }
    const another = aKey()
    await send(funder, ['createSubmission', 'id'], submission, another)
    const explicit = { ...submission, purpose: null }
    expect(outcome(await send(funder, ['createSubmission', 'id'], explicit, another))).toBe(
      '422 IDEMPOTENCY_MISMATCH',
    )
  })
})

describe('the header Idempotency-Key', () => {
  const sendQuery = (funder: Funder, given: string | string[]) => askWith(funder.secret, given)

  test.each([
    ['one character', 'x'],
    ['256 characters', 'Az09_-'.repeat(43).slice(0, 256)],
  ])('accepts %s', async (_what, key) => {
    expect(await sendQuery(await world.funder(), key)).toBe(200)
  })

  test.each([
    ['an empty key', ''],
    ['257 characters', 'x'.repeat(257)],
    ['a space', 'a b'],
    ['a list', 'a,b'],
    ['a colon', 'a:b'],
    ['a non-ASCII character', 'caf\u00e9'],
    ['two headers', ['a', 'b']],
    ['the same header twice', ['a', 'a']],
  ])('returns BAD_REQUEST for %s', async (_what, given) => {
    const funder = await world.funder()
    expect(await sendQuery(funder, given)).toBe(400)
    expect(await world.sql('SELECT FROM api_key WHERE funder_id = $1', funder.id)).toHaveLength(1)
  })
})

/** Uses node:http, because fetch joins two headers of the same name. */
function askWith(secret: string, given: string | string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-api-key': secret, 'idempotency-key': given }
    const sent = request(`${world.url}/graphql`, { method: 'POST', agent: false, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end(JSON.stringify({ query: '{ viewer { environment } }' }))
  })
}
