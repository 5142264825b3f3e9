// rejectDocument, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { sample, statementOf } from '../../support/files/samples.ts'
import { type Uploader, uploads } from '../../support/files/uploads.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { SubmissionLife } from '../../support/submission-life.ts'
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
  expect(event.data).toMatchObject({ reason: 'WRONG_PERIOD', requirementId })
  expect(JSON.stringify(await world.sql('SELECT * FROM document'))).not.toContain('August')
})

test('raises version and updatedAt of the submission, and asks the broker again', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('IN_REVIEW')
  const requirements = [
    { kind: 'DOCUMENT', documentClass: 'TAX_RETURN', dueAt: '2099-01-01T00:00:00.000Z' },
    { kind: 'DOCUMENT', documentClass: 'LEASE', dueAt: '2098-01-01T00:00:00.000Z' },
  ]
  await life.moves(life.funder, 'requestInformation', { id, requirements })
  const [first, second] = (await life.read(life.broker, id, 'requirements { id }')).requirements
  const document = await uploads(life.broker, id, statementOf('reopens'))
  await life.moves(life.broker, 'respondToRequirement', { id: first.id, documentIds: [document] }, 'id')
  await life.moves(life.broker, 'respondToRequirement', { id: second.id, text: 'None.' }, 'id')
  await life.moves(life.funder, 'acceptRequirement', { id: first.id }, 'id')
  const selection = 'status version updatedAt dueAt'
  const before = await life.read(life.broker, id, selection)
  expect(before).toMatchObject({ status: 'IN_REVIEW', dueAt: null })
  const expectedVersion = before.version
  expect(outcome(await rejects(life.funder, document, { expectedVersion: expectedVersion - 1 }))).toBe(
    '409 VERSION_CONFLICT',
  )
  await life.moves(
    life.funder,
    'rejectDocument',
    { id: document, reason: 'UNREADABLE', expectedVersion },
    'id',
  )
  const after = await life.read(life.broker, id, `${selection} requirements { status resolvedAt }`)
  expect(after).toMatchObject({
    status: 'INFO_REQUESTED',
    version: before.version + 1,
    dueAt: '2099-01-01T00:00:00.000Z',
    requirements: [{ status: 'OPEN', resolvedAt: null }, { status: 'RESPONDED' }],
  })
  expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt))
  const events = await world.sql(
    "SELECT data FROM event WHERE type = 'document.rejected' AND submission_id = $1",
    id,
  )
  expect(events).toMatchObject([{ data: { status: 'INFO_REQUESTED', version: after.version } }])
  // Without a requirement, only the version changes.
  const other = await uploads(life.broker, id, statementOf('answers nothing'))
  await life.moves(life.funder, 'rejectDocument', { id: other, reason: 'WRONG_DOCUMENT' }, 'id')
  expect(await life.read(life.broker, id, 'status version')).toEqual({
    status: 'INFO_REQUESTED',
    version: after.version + 1,
  })
  const contact = (mails: string[]) => mails.filter((mail) => mail.endsWith(': Document not accepted'))
  expect(contact(await life.mails(id))).toHaveLength(2)
})

test('not while HELD: the reopened requirement would show the broker the hold', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('IN_REVIEW')
  const requirements = [{ kind: 'DOCUMENT', documentClass: 'TAX_RETURN', dueAt: '2099-01-01T00:00:00.000Z' }]
  await life.moves(life.funder, 'requestInformation', { id, requirements })
  const requirement = await life.requirementOf(id)
  const document = await uploads(life.broker, id, statementOf('held'))
  await life.moves(life.broker, 'respondToRequirement', { id: requirement, documentIds: [document] }, 'id')
  await life.moves(life.funder, 'holdSubmission', { id })
  expect(outcome(await rejects(life.funder, document))).toBe('409 ILLEGAL_TRANSITION')
  await life.moves(life.funder, 'startReview', { id })
  // After the due date of a response in time, the broker has no due date any more.
  await world.sql(
    "UPDATE requirement SET due_at = responded_at + interval '1 millisecond' WHERE id = $1",
    requirement,
  )
  await life.moves(life.funder, 'rejectDocument', { id: document, reason: 'UNREADABLE' }, 'id')
  expect(await life.read(life.broker, id, 'dueAt requirements { status dueAt }')).toEqual({
    dueAt: null,
    requirements: [{ status: 'OPEN', dueAt: null }],
  })
})

test('returns VALIDATION_FAILED, DOCUMENT_NOT_FOUND and ILLEGAL_TRANSITION', async () => {
  const id = await uploads(broker, submissionId, statementOf('another'))
  expect(issues(await rejects(funder, id, { reason: 'OTHER' }))).toEqual(['note REQUIRED'])
  expect(outcome(await rejects(funder, id, { note: '' }))).toBe('422 VALIDATION_FAILED')
  expect(outcome(await rejects(await world.funder(), id))).toBe('404 DOCUMENT_NOT_FOUND')
  expect(outcome(await rejects(broker, id))).toBe('403 WRONG_KEY_KIND')
  const quarantined = await uploads(broker, submissionId, sample('launch.pdf'))
  expect(outcome(await rejects(funder, quarantined))).toBe('409 ILLEGAL_TRANSITION')
  // Rejected documents can be downloaded, so the virus scanner comes first.
  await world.sql(`UPDATE document SET status = 'SCANNING' WHERE id = $1`, id)
  expect(outcome(await rejects(funder, id))).toBe('409 ILLEGAL_TRANSITION')
  await world.sql(`UPDATE document SET status = 'UPLOADED' WHERE id = $1`, id)
  await world.sql(`UPDATE submission SET status = 'FUNDED' WHERE id = $1`, submissionId)
  expect(outcome(await rejects(funder, id))).toBe('409 ILLEGAL_TRANSITION')
})
