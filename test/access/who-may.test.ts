// The matrix operation x credential, made from the table: whoever it names gets past it, and nobody else does.

import { KeyKind, Scope } from '@latchkey/prisma'
import { scopeWord } from '@latchkey/schema/access/scopes.ts'
import { type Operation, WHO_MAY } from '@latchkey/schema/access/who-may.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder, KeyHolder } from '../actors.ts'
import { outcome } from '../answers.ts'
import { createWorld, type World } from '../world.ts'

// Those that `node` alone looks up are tested below.
type RootField = Exclude<Operation, 'broker'>

// A document for each root field; what it answers beyond the check is not this test's.
const DOCUMENTS: Record<RootField, string> = {
  viewer: '{ viewer { environment } }',
  node: '{ node(id: "nothing") { id } }',
  apiKey: '{ apiKey(id: "nothing") { id } }',
  apiKeys: '{ apiKeys { totalCount } }',
  createBrokerKey: 'mutation { createBrokerKey(input: { email: "nobody" }) { secret } }',
  deleteApiKey: 'mutation { deleteApiKey(input: { id: "nothing" }) { id } }',
  deactivateApiKey: 'mutation { deactivateApiKey(input: { id: "nothing" }) { id } }',
  reactivateApiKey: 'mutation { reactivateApiKey(input: { id: "nothing" }) { id } }',
  relationship: '{ relationship(id: "nothing") { id } }',
  relationships: '{ relationships { totalCount } }',
  pauseRelationship: 'mutation { pauseRelationship(input: { id: "nothing" }) { id } }',
  resumeRelationship: 'mutation { resumeRelationship(input: { id: "nothing" }) { id } }',
  endRelationship: 'mutation { endRelationship(input: { id: "nothing" }) { id } }',
  submission: '{ submission(id: "nothing") { id } }',
  submissions: '{ submissions { totalCount } }',
  createSubmission: 'mutation { createSubmission(input: { name: "short" }) { id } }',
}

let world: World
let funder: Funder
let next = 0

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

/** A key of a kind that holds all scopes the kind can hold but one, and those that would imply it. */
async function holderWithout(kind: KeyKind, missing: Scope | null): Promise<KeyHolder> {
  const kept = (scopes: Scope[]) => scopes.filter((scope) => scope !== missing && `${scope}_READ` !== missing)
  if (kind === 'USER') return funder.key({ scopes: kept(Object.values(Scope)) })
  if (kind === 'TIERED') return funder.tieredKey('INTERNAL', kept(Object.values(Scope)))
  next += 1
  return funder.broker(`broker-${next}.example`, {
    scopes: kept(['SUBMISSIONS', 'DOCUMENTS', 'DOCUMENTS_READ']),
  })
}

const cells = Object.entries(WHO_MAY)
  .filter(([operation]) => operation in DOCUMENTS)
  .flatMap(([operation, rule]) =>
    Object.values(KeyKind).map((kind) => ({
      operation: operation as RootField,
      kind,
      needs: (rule as Record<string, Scope | 'any'>)[kind],
    })),
  )

test.each(cells)('$operation with a $kind key needs $needs', async ({ operation, kind, needs }) => {
  const document = DOCUMENTS[operation]
  const full = await holderWithout(kind, null)
  if (needs === undefined) {
    expect(outcome(await full.asks(document))).toBe('403 WRONG_KEY_KIND')
    return
  }
  expect(outcome(await full.asks(document))).not.toMatch(/^(401|403)/)
  if (needs === 'any') return
  const lacking = await holderWithout(kind, needs)
  const answer = await lacking.asks(document)
  expect(outcome(answer)).toBe('403 INSUFFICIENT_SCOPE')
  expect(answer.body.errors[0].message).toContain(` ${scopeWord(needs)},`)
})

test('a role that lacks the scope is no way around it', async () => {
  const vera = await funder.user({ role: 'VIEWER', scopes: Object.values(Scope) })
  expect(outcome(await vera.asks(DOCUMENTS.submissions))).toBe('200')
  expect(outcome(await vera.asks(DOCUMENTS.apiKeys))).toBe('403 INSUFFICIENT_SCOPE')
  expect(outcome(await vera.asks(DOCUMENTS.createBrokerKey))).toBe('403 INSUFFICIENT_SCOPE')
})

test('node shows of each type what its own look-up would', async () => {
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
    const found = ids.map((id) => who.asks('query ($id: ID!) { node(id: $id) { __typename } }', { id }))
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
