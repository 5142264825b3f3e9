// rejectDocument, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { sample, statementOf } from '../../support/files/samples.ts'
import { type Uploader, uploads } from '../../support/files/uploads.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
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

const REJECT = `mutation ($input: RejectDocumentInput!) { rejectDocument(input: $input) { status rejectReason note } }`
const rejects = (who: Uploader, id: string, more: object = {}) =>
  who.query(REJECT, { input: { id, reason: 'WRONG_PERIOD', ...more } })

test('rejects with a reason and a sealed note that both sides read, and reopens the requirement', async () => {
  await world.sql(
    `INSERT INTO requirement (id, environment, funder_id, submission_id, kind, stage, status, document_class)
     SELECT 'req_01j00000000000000000000001', environment, funder_id, id, 'DOCUMENT', 'PRE_DECISION', 'RESPONDED', 'TAX_RETURN'
     FROM submission WHERE id = $1`,
    submissionId,
  )
  const requirementId = 'req_01j00000000000000000000001'
  const id = await uploads(broker, submissionId, statementOf('rejected'), { requirementId })
  const note = 'Please send September.\nThis is August.'
  const { body } = await rejects(await funder.logsIn({ role: 'UNDERWRITER' }), id, { note })
  expect(body.data.rejectDocument).toEqual({ status: 'REJECTED', rejectReason: 'WRONG_PERIOD', note })
  const seen = await broker.query(`{ document(id: "${id}") { note class requirementId } }`)
  expect(seen.body.data.document).toEqual({ note, class: 'TAX_RETURN', requirementId })
  expect(await world.sql('SELECT status FROM requirement')).toEqual([{ status: 'OPEN' }])
  const [event] = await world.sql(`SELECT data FROM event WHERE type = 'document.rejected'`)
  expect(event.data).toEqual({ reason: 'WRONG_PERIOD', requirementId })
  expect(JSON.stringify(await world.sql('SELECT * FROM document'))).not.toContain('August')
})

test('returns VALIDATION_FAILED, DOCUMENT_NOT_FOUND, ILLEGAL_TRANSITION, SUBMISSION_LOCKED and RELATIONSHIP_NOT_ACTIVE', async () => {
  const id = await uploads(broker, submissionId, statementOf('another'))
  expect(issues(await rejects(funder, id, { reason: 'OTHER' }))).toEqual(['note REQUIRED'])
  expect(outcome(await rejects(funder, id, { note: '' }))).toBe('422 VALIDATION_FAILED')
  expect(outcome(await rejects(await world.funder(), id))).toBe('404 DOCUMENT_NOT_FOUND')
  expect(outcome(await rejects(broker, id))).toBe('403 WRONG_KEY_KIND')
  const quarantined = await uploads(broker, submissionId, sample('launch.pdf'))
  expect(outcome(await rejects(funder, quarantined))).toBe('409 ILLEGAL_TRANSITION')
  await world.sql(`UPDATE submission SET status = 'FUNDED' WHERE id = $1`, submissionId)
  expect(outcome(await rejects(funder, id))).toBe('409 SUBMISSION_LOCKED')
  await funder.latchkey.relationships.pause((await broker.latchkey.viewer()).relationship!.id)
  expect(outcome(await rejects(funder, id))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
})
