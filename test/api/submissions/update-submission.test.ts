// updateSubmission, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

const UPDATE = `mutation ($input: UpdateSubmissionInput!) { updateSubmission(input: $input) {
  name externalReference version purpose amount { amountMinor currency }
  company { legalName email entityType } owners { firstName ownershipPercent }
} }`

let world: World
let funder: Funder
let broker: BrokerActor

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  broker = await funder.broker('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

const updates = (id: string, changes: object, who: Pick<BrokerActor, 'query'> = broker) =>
  who.query(UPDATE, { input: { id, ...changes } })
const setStatus = (id: string, status: string) =>
  world.sql(
    `UPDATE submission SET status = $2::"SubmissionStatus", held_at = CASE WHEN $2 = 'HELD' THEN app_now() END
     WHERE id = $1`,
    id,
    status,
  )

test('sets the given fields, keeps omitted ones, and clears fields set to null', async () => {
  const { id } = await broker.latchkey.submissions.create({
    name: 'Corner Bakery, new oven',
    externalReference: 'mine-1',
    company: { legalName: 'Corner Bakery LLC', email: 'ana@corner.example', entityType: 'LLC' },
    amount: { amountMinor: 2_500_000, currency: 'EUR' },
    owners: [{ firstName: 'Ana', lastName: 'Ruiz', ownershipPercent: 60 }],
  })
  const change = async (changes: object) => (await updates(id, changes)).body.data.updateSubmission
  const second = await change({ name: 'Corner Bakery, two ovens', company: { email: null } })
  expect(second).toEqual({
    name: 'Corner Bakery, two ovens',
    externalReference: 'mine-1',
    version: 2,
    purpose: null,
    amount: { amountMinor: 2_500_000, currency: 'EUR' },
    company: { legalName: 'Corner Bakery LLC', email: null, entityType: 'LLC' },
    owners: [{ firstName: 'Ana', ownershipPercent: 60 }],
  })
  const third = await change({
    amount: null,
    purpose: 'EQUIPMENT',
    externalReference: null,
    owners: [{ firstName: 'Ben', lastName: 'Ruiz' }],
  })
  expect(third).toEqual({
    ...second,
    version: 3,
    amount: null,
    purpose: 'EQUIPMENT',
    externalReference: null,
    owners: [{ firstName: 'Ben', ownershipPercent: null }],
  })
  const fourth = await change({ company: null, owners: null })
  expect(fourth.company).toEqual({ legalName: null, email: null, entityType: null })
  expect(fourth.owners).toEqual([])
})

test('the second SDK update that expects the same version fails with VERSION_CONFLICT', async () => {
  const id = await broker.submits()
  const { version } = await broker.latchkey.submissions.get(id)
  const changed = await broker.latchkey.submissions.update(id, { expectedVersion: version, purpose: 'TAXES' })
  expect(changed).toMatchObject({ version: version + 1, purpose: 'TAXES' })
  const late = broker.latchkey.submissions.update(id, { expectedVersion: version, purpose: 'PAYROLL' })
  await expect(late).rejects.toMatchObject({ code: 'VERSION_CONFLICT' })
})

test('the funder’s sessions, USER keys and TIERED keys can update it too', async () => {
  const id = await broker.submits()
  const people = [
    await funder.logsIn({ role: 'UNDERWRITER' }),
    await funder.user({ role: 'ADMIN' }),
    await funder.tieredKey('PUBLIC', ['SUBMISSIONS']),
  ]
  for (const [index, who] of people.entries()) {
    const answer = await updates(id, { purpose: 'INVENTORY' }, who)
    expect(answer.body.data.updateSubmission.version).toBe(index + 2)
  }
})

test('returns 409 VERSION_CONFLICT for another version; of ten concurrent updates, one wins', async () => {
  const id = await broker.submits()
  expect(outcome(await updates(id, { expectedVersion: 2 }))).toBe('409 VERSION_CONFLICT')
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => updates(id, { expectedVersion: 1, purpose: 'TAXES' })),
  )
  expect(answers.map(outcome).sort()).toEqual(['200', ...Array(9).fill('409 VERSION_CONFLICT')])
})

test('returns 409 SUBMISSION_LOCKED in every status except DRAFT and INFO_REQUESTED', async () => {
  const id = await broker.submits()
  for (const status of ['SUBMITTED', 'IN_REVIEW', 'HELD', 'APPROVED', 'FUNDED', 'DECLINED', 'WITHDRAWN']) {
    await setStatus(id, status)
    expect(outcome(await updates(id, { purpose: 'OTHER' })), status).toBe('409 SUBMISSION_LOCKED')
  }
  await setStatus(id, 'INFO_REQUESTED')
  expect(outcome(await updates(id, { purpose: 'OTHER' }))).toBe('200')
})

test('returns 409 REFERENCE_EXISTS and changes nothing', async () => {
  await broker.latchkey.submissions.create({ name: 'Green Door Landscaping', externalReference: 'taken' })
  const id = await broker.submits()
  const answer = await updates(id, { externalReference: 'taken', purpose: 'OTHER' })
  expect(outcome(answer)).toBe('409 REFERENCE_EXISTS')
  expect((await broker.latchkey.submissions.get(id)).version).toBe(1)
})

test('returns 422 VALIDATION_FAILED with all issues at once', async () => {
  const id = await broker.submits()
  const answer = await updates(id, { name: null, amount: { amountMinor: 0 }, company: { naics: '1' } })
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
  expect(issues(answer).sort()).toEqual([
    'amount.amountMinor NOT_POSITIVE',
    'company.naics INVALID_NAICS',
    'name TOO_SHORT',
  ])
})

test('returns SUBMISSION_NOT_FOUND for those of others, RELATIONSHIP_NOT_ACTIVE while paused', async () => {
  const id = await broker.submits()
  const neighbour = await funder.broker('neighbour.example')
  const stranger = await world.funder()
  for (const who of [neighbour, stranger])
    expect(outcome(await updates(id, {}, who))).toBe('404 SUBMISSION_NOT_FOUND')
  expect(outcome(await updates('sub_00000000000000000000000000', {}))).toBe('404 SUBMISSION_NOT_FOUND')
  const theirs = await neighbour.submits()
  await funder.latchkey.relationships.pause((await neighbour.latchkey.viewer()).relationship!.id)
  expect(outcome(await updates(theirs, {}, funder))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
})
