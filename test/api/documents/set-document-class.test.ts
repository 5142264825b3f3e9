// setDocumentClass, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { type Uploader, uploads } from '../../support/files/uploads.ts'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder
let broker: BrokerActor
let submissionId: string

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  broker = await funder.broker('bee.example')
  submissionId = await broker.submits()
})
afterAll(() => world[Symbol.asyncDispose]())

const sets = (who: Uploader, input: object) =>
  who.query(
    'mutation ($input: SetDocumentClassInput!) { setDocumentClass(input: $input) { class periodMonth accountLast4 } }',
    { input },
  )

test('sets the class, month and account; omitted fields stay, null clears them', async () => {
  const id = await uploads(broker, submissionId, statementOf('statement'))
  const statement = { class: 'BANK_STATEMENT', periodMonth: '2026-09', accountLast4: '1234' }
  expect((await sets(broker, { id, ...statement })).body.data.setDocumentClass).toEqual(statement)
  const changed = { id, class: 'MONEY_MARKET_STATEMENT', accountLast4: null }
  expect((await sets(funder, changed)).body.data.setDocumentClass).toEqual({
    class: 'MONEY_MARKET_STATEMENT',
    periodMonth: '2026-09',
    accountLast4: null,
  })
  const events = await world.sql(
    `SELECT actor_id, data FROM event WHERE type = 'submission.updated' AND submission_id = $1 ORDER BY id`,
    submissionId,
  )
  expect(events).toEqual([
    { actor_id: broker.apiKeyId, data: { documentId: id, fields: ['class', 'periodMonth', 'accountLast4'] } },
    { actor_id: funder.apiKeyId, data: { documentId: id, fields: ['class', 'accountLast4'] } },
  ])
})

test('names every invalid value: VALIDATION_FAILED', async () => {
  const id = await uploads(broker, submissionId, statementOf('invalid'))
  const answer = await sets(broker, { id, class: 'INVOICE', periodMonth: '2026-13', accountLast4: '12345' })
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
  expect(
    answer.body.errors[0].extensions.issues.map((issue: { path: string; code: string }) => [
      issue.path,
      issue.code,
    ]),
  ).toEqual([
    ['periodMonth', 'INVALID_MONTH'],
    ['accountLast4', 'INVALID_LAST4'],
  ])
})

test('a broker changes only its own documents, before the review: FORBIDDEN otherwise', async () => {
  const own = await uploads(broker, submissionId, statementOf('own'))
  const theirs = await uploads(funder, submissionId, statementOf('theirs'))
  expect(outcome(await sets(broker, { id: theirs, class: 'LEASE' }))).toBe('403 FORBIDDEN')
  await world.sql(`UPDATE document SET status = 'REJECTED', reject_reason = 'OTHER' WHERE id = $1`, own)
  expect(outcome(await sets(broker, { id: own, class: 'LEASE' }))).toBe('403 FORBIDDEN')
  expect(outcome(await sets(funder, { id: own, class: 'LEASE' }))).toBe('200')
})

test('returns DOCUMENT_NOT_FOUND, SUBMISSION_LOCKED and RELATIONSHIP_NOT_ACTIVE', async () => {
  const id = await uploads(broker, submissionId, statementOf('states'))
  for (const who of [await funder.broker('neighbour.example'), await world.funder()])
    expect(outcome(await sets(who, { id, class: 'LEASE' }))).toBe('404 DOCUMENT_NOT_FOUND')
  await world.sql(`UPDATE submission SET status = 'WITHDRAWN' WHERE id = $1`, submissionId)
  expect(outcome(await sets(funder, { id, class: 'LEASE' }))).toBe('409 SUBMISSION_LOCKED')
  await funder.latchkey.relationships.pause((await broker.latchkey.viewer()).relationship!.id)
  expect(outcome(await sets(funder, { id, class: 'LEASE' }))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
})
