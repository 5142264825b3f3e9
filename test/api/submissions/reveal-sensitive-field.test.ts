// revealSensitiveField, response by response.

import { Latchkey } from '@latchkey/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { dumpOf } from '../../support/dump-database.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'

const REVEAL = `mutation ($input: RevealSensitiveFieldInput!) { revealSensitiveField(input: $input) { id field value } }`
const REASON = 'Order a credit report for the committee'

let world: World
let funder: Funder
let broker: BrokerActor
let una: Person

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  broker = await funder.broker('bee.example')
  una = await funder.logsIn({ role: 'UNDERWRITER' })
})
afterAll(() => world[Symbol.asyncDispose]())

async function submission() {
  return broker.latchkey.submissions.create({
    name: 'Corner Bakery, new oven',
    company: { taxId: { kind: 'EIN', number: '12-3456789' } },
    owners: [
      { firstName: 'Ana', lastName: 'Ruiz', ssn: '219-09-9999' },
      { firstName: 'Bo', lastName: 'Lind' },
    ],
  })
}

const reveals = (input: object, who: Pick<Person, 'query'> = una, headers = {}) =>
  who.query(REVEAL, { input: { reason: REASON, ...input } }, { headers })

test('returns the whole number to an UNDERWRITER, and records ids and field, never the reason', async () => {
  const { id, owners } = await submission()
  const taxId = await reveals({ submissionId: id, field: 'TAX_ID' })
  expect(taxId.body.data.revealSensitiveField).toEqual({ id, field: 'TAX_ID', value: '123456789' })
  const ownerId = owners[0]!.id
  const ssn = await reveals({ submissionId: id, field: 'OWNER_SSN', ownerId })
  expect(ssn.body.data.revealSensitiveField).toEqual({ id: ownerId, field: 'OWNER_SSN', value: '219099999' })
  const events = await world.sql(
    `SELECT subject_id, actor_kind, actor_id, broker_visible, data FROM event
     WHERE submission_id = $1 AND type = 'sensitive_data.revealed' ORDER BY id`,
    id,
  )
  const actor = { actor_kind: 'USER', actor_id: una.userId, broker_visible: false }
  expect(events).toEqual([
    { ...actor, subject_id: id, data: { field: 'TAX_ID', ownerId: null } },
    { ...actor, subject_id: ownerId, data: { field: 'OWNER_SSN', ownerId } },
  ])
  const written = [...(await dumpOf(world)).values()].flat().join('\n')
  expect(written).not.toContain(REASON)
  expect(written).not.toContain(Buffer.from(REASON).toString('hex'))
  expect(await world.sql('SELECT author_id FROM note WHERE submission_id = $1', id)).toEqual(
    Array(2).fill({ author_id: una.userId }),
  )
})

test('works through the SDK with a session', async () => {
  const { id } = await submission()
  const latchkey = new Latchkey({ accessToken: una.bearer, url: `${world.url}/graphql` })
  const revealed = await latchkey.submissions.revealSensitiveField({
    submissionId: id,
    field: 'TAX_ID',
    reason: REASON,
  })
  expect(revealed.value).toBe('123456789')
})

test('a retry returns the value once more; after a change it fails with VERSION_CONFLICT', async () => {
  const { id } = await submission()
  const input = { submissionId: id, field: 'TAX_ID' }
  const headers = { 'idempotency-key': 'reveal-1' }
  const first = await reveals(input, una, headers)
  expect((await reveals(input, una, headers)).body).toEqual(first.body)
  const counted = await world.sql(
    "SELECT FROM event WHERE submission_id = $1 AND type = 'sensitive_data.revealed'",
    id,
  )
  expect(counted).toHaveLength(1)
  await broker.latchkey.submissions.update(id, { purpose: 'TAXES' })
  expect(outcome(await reveals(input, una, headers))).toBe('409 VERSION_CONFLICT')
})

test('returns 422 VALIDATION_FAILED with all issues', async () => {
  const { id, owners } = await submission()
  const answer = await reveals({ submissionId: id, field: 'OWNER_SSN', reason: 'too short' })
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
  expect(issues(answer)).toEqual(['reason TOO_SHORT', 'ownerId REQUIRED'])
  const long = await reveals({
    submissionId: id,
    field: 'TAX_ID',
    ownerId: owners[0]!.id,
    reason: 'x'.repeat(501),
  })
  expect(issues(long)).toEqual(['reason TOO_LONG', 'ownerId NOT_ALLOWED'])
})

test('returns SUBMISSION_NOT_FOUND for those of others, and NOT_FOUND if there is no value', async () => {
  const { id, owners } = await submission()
  const other = await (await world.funder()).logsIn({ role: 'ADMIN' })
  expect(outcome(await reveals({ submissionId: id, field: 'TAX_ID' }, other))).toBe(
    '404 SUBMISSION_NOT_FOUND',
  )
  const empty = await broker.submits()
  expect(outcome(await reveals({ submissionId: empty, field: 'TAX_ID' }))).toBe('404 NOT_FOUND')
  const elsewhere = (await submission()).owners[0]!.id
  for (const ownerId of [owners[1]!.id, elsewhere, 'own_00000000000000000000000000'])
    expect(outcome(await reveals({ submissionId: id, field: 'OWNER_SSN', ownerId }))).toBe('404 NOT_FOUND')
  await world.sql(
    'UPDATE submission SET data_key = NULL, master_key_id = NULL, erased_at = app_now() WHERE id = $1',
    id,
  )
  expect(outcome(await reveals({ submissionId: id, field: 'TAX_ID' }))).toBe('404 NOT_FOUND')
})
