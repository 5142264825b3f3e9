// The matrix role × operation × credential kind, generated from the permissions table.
// Callers that the table allows pass the permission check; all others fail it.

import { type KeyKind, Role, Scope } from '@latchkey/prisma'
import { type Operation, PERMISSIONS, type RootField } from '@latchkey/schema/auth/permissions.ts'
import { expand, ROLE_SCOPES, scopeName } from '@latchkey/schema/auth/scopes.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder, KeyHolder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'
import { DOCUMENTS } from './root-field-documents.ts'

const FIELDS = Object.keys(DOCUMENTS) as RootField[]

/** A credential of the matrix: its kind, the user's role if there is a user, and its scopes. */
interface Holder {
  readonly kind: 'SESSION' | KeyKind
  readonly role: Role | null
  readonly scopes: ReadonlySet<Scope>
  readonly query: KeyHolder['query']
}

let world: World
let funder: Funder
let next = 0

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

type Needed = Scope | 'any' | Role[] | { roles: Role[]; scope: Scope }

/** The expected result by the table: nothing, or the error code. */
function refusal({ kind, role, scopes }: Omit<Holder, 'query'>, operation: Operation): string | null {
  const needed = (PERMISSIONS[operation] as Partial<Record<Holder['kind'], Needed>>)[kind]
  if (needed === undefined) return '403 WRONG_KEY_KIND'
  if (needed === 'any') return null
  if (typeof needed === 'object') {
    const roles = 'roles' in needed ? needed.roles : needed
    if (role === null || !roles.includes(role)) return '403 FORBIDDEN'
    return 'scope' in needed && !scopes.has(needed.scope) ? '403 INSUFFICIENT_SCOPE' : null
  }
  return scopes.has(needed) ? null : '403 INSUFFICIENT_SCOPE'
}

function holding(all: Iterable<Scope>, missing: Scope | null): Scope[] {
  return [...all].filter((scope) => scope !== missing && `${scope}_READ` !== missing)
}

async function session(role: Role): Promise<Holder> {
  const person = await funder.logsIn({ role })
  return { kind: 'SESSION', role, scopes: ROLE_SCOPES[role], query: person.query.bind(person) }
}

async function key(kind: KeyKind, role: Role | null, missing: Scope | null): Promise<Holder> {
  const [all, holder] = await held(kind, role, missing)
  return { kind, role, scopes: all, query: holder.query.bind(holder) }
}

async function held(
  kind: KeyKind,
  role: Role | null,
  missing: Scope | null,
): Promise<[ReadonlySet<Scope>, KeyHolder]> {
  const chosen = holding(Object.values(Scope), missing)
  if (kind === 'USER' && role !== null)
    return [expand(chosen).intersection(ROLE_SCOPES[role]), await funder.user({ role, scopes: chosen })]
  if (kind === 'TIERED') return [expand(chosen), await funder.tieredKey('INTERNAL', chosen)]
  next += 1
  const scopes = holding(['SUBMISSIONS', 'DOCUMENTS', 'DOCUMENTS_READ'], missing)
  return [expand(scopes), await funder.broker(`broker-${next}.example`, { scopes })]
}

const roles = Object.values(Role)
const missing = [null, ...Object.values(Scope)]
const holders = [
  ...roles.map((role) => ({ name: `a session of ${role}`, make: () => session(role) })),
  ...roles.flatMap((role) =>
    missing.map((scope) => ({
      name: `a USER key of ${role}${scope ? ` without ${scope}` : ''}`,
      make: () => key('USER', role, scope),
    })),
  ),
  ...(['BROKER', 'TIERED'] as const).flatMap((kind) =>
    missing.map((scope) => ({
      name: `a ${kind} key${scope ? ` without ${scope}` : ''}`,
      make: () => key(kind, null, scope),
    })),
  ),
]

test.each(holders)('$name can do what the permissions table allows', async ({ make }) => {
  const holder = await make()
  const answers = await Promise.all(
    FIELDS.map(async (field) => [field, await holder.query(DOCUMENTS[field])] as const),
  )
  const said = answers.map(([field, answer]) => {
    const code = outcome(answer)
    return `${field}: ${/^40[13] /.test(code) ? code : 'may'}`
  })
  expect(said).toEqual(FIELDS.map((field) => `${field}: ${refusal(holder, field) ?? 'may'}`))
})

test('names the missing scope or role', async () => {
  const { query: sendQuery } = await key('USER', 'OWNER', 'ADMIN')
  const { body } = await sendQuery(DOCUMENTS.apiKeys)
  expect(body.errors[0].message).toContain(`the scope \`${scopeName('ADMIN')}\`.`)
  const vera = await session('VIEWER')
  expect((await vera.query(DOCUMENTS.createBrokerKey)).body.errors[0].message).toMatch(
    /you need the scope `admin`. Your role VIEWER doesn't have it. Ask an OWNER/,
  )
  expect((await vera.query(DOCUMENTS.inviteUser)).body.errors[0].message).toMatch(
    /you need the role OWNER. Ask an OWNER/,
  )
})

// The key's owner also decides who may change it, in addition to the field's row.
test('callers that may change keys of a kind can deactivate them', async () => {
  const owners = await funder.user({ role: 'VIEWER' })
  const tiered = await funder.tieredKey('PUBLIC', ['SUBMISSIONS_READ'])
  const broker = await funder.broker('changed.example')
  const document = 'mutation ($id: ID!) { deactivateApiKey(input: { id: $id }) { state } }'
  for (const role of roles) {
    const person: Person = await funder.logsIn({ role })
    const own = await funder.key({ userId: person.userId, role, scopes: ['SUBMISSIONS_READ'] })
    const user = await funder.user({ role, scopes: Object.values(Scope) })
    const keys = { changeUserKey: owners, changeTieredKey: tiered, changeBrokerKey: broker }
    for (const [operation, { apiKeyId: id }] of Object.entries({ ...keys, changeOwnKey: own })) {
      const cell = (kind: 'SESSION' | 'USER') => ({ kind, role, scopes: ROLE_SCOPES[role] })
      const told = `${role} ${operation}`
      const expected = refusal(cell('SESSION'), operation as Operation) ?? '200'
      expect(outcome(await person.query(document, { id })), told).toBe(expected)
      if (operation === 'changeOwnKey') continue
      expect(outcome(await user.query(document, { id })), told).toBe(
        refusal(cell('USER'), 'deactivateApiKey') ?? refusal(cell('USER'), operation as Operation) ?? '200',
      )
    }
  }
})

test('a DEVELOPER cannot change a TIERED key with scopes beyond the role', async () => {
  const dana = await funder.logsIn({ role: 'DEVELOPER' })
  const { apiKeyId: id } = await funder.tieredKey('INTERNAL', ['SUBMISSIONS_READ', 'ADMIN'])
  const answer = await dana.query('mutation ($id: ID!) { deleteApiKey(input: { id: $id }) { id } }', { id })
  expect(outcome(answer)).toBe('403 FORBIDDEN')
  expect(answer.body.errors[0].message).toMatch(/has the scope admin, which your role doesn't have/)
})

test('a user sees all keys or only their own, depending on the role', async () => {
  for (const role of roles) {
    const person = await funder.logsIn({ role })
    const own = await funder.key({ userId: person.userId, role, scopes: ['SUBMISSIONS_READ'] })
    const { body } = await person.query('{ apiKeys(first: 100) { nodes { id } } }')
    const ids = body.data.apiKeys.nodes.map(({ id }: { id: string }) => id)
    const all = refusal({ kind: 'SESSION', role, scopes: ROLE_SCOPES[role] }, 'everyApiKey') === null
    if (all) expect(ids.length, role).toBeGreaterThan(5)
    else expect(ids, role).toEqual([own.apiKeyId])
    const others = await person.query('query ($id: ID!) { node(id: $id) { id } }', { id: funder.apiKeyId })
    expect(others.body.data.node, role).toEqual(all ? { id: funder.apiKeyId } : null)
  }
})

test('node returns the same objects as the query of each type', async () => {
  const broker = await funder.broker('seen-by-node.example', {})
  const { relationship } = await broker.latchkey.viewer()
  const submission = await broker.submits()
  const ids = [
    broker.apiKeyId,
    submission,
    relationship?.id,
    relationship?.broker.id,
    funder.id,
    funder.ownerId,
  ]
  const seen = async (who: KeyHolder) => {
    const found = ids.map((id) => who.query('query ($id: ID!) { node(id: $id) { __typename } }', { id }))
    return (await Promise.all(found)).map(({ body }) => body.data.node?.__typename ?? null)
  }
  expect(await seen(broker)).toEqual(['ApiKey', 'Submission', 'Relationship', 'Broker', 'Funder', null])
  expect(await seen(await funder.tieredKey('PUBLIC', ['DOCUMENTS_READ']))).toEqual([
    null,
    null,
    null,
    null,
    'Funder',
    null,
  ])
  expect(await seen(await funder.tieredKey('PUBLIC', ['SUBMISSIONS']))).toEqual([
    null,
    'Submission',
    'Relationship',
    'Broker',
    'Funder',
    null,
  ])
  expect(await seen(await funder.key({ scopes: ['ADMIN'] }))).toEqual([
    'ApiKey',
    null,
    null,
    null,
    'Funder',
    null,
  ])
})
