// eraseSubmission, response by response: what both sides see, and what later requests get.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { Session, untilWaiting } from '../../support/concurrency/database-gates.ts'
import { statementOf } from '../../support/files/samples.ts'
import {
  completes,
  downloadUrl,
  placeFor,
  requestsUpload,
  sends,
  uploads,
} from '../../support/files/uploads.ts'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'
import { fullFile } from './full-file.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('both sides see that it was erased; ids, status, amounts and events stay', async () => {
  const life = await SubmissionLife.open(world)
  const { broker, funder } = life
  const { id, documentId, requirementId } = await fullFile(life)
  const url = await downloadUrl(broker, documentId)
  const archive = (await life.read(broker, id, 'documentsArchive { url }')).documentsArchive.url
  const { version } = await life.read(broker, id, 'version')
  const erased = await life.moves(funder, 'eraseSubmission', { id }, 'status version erasedAt')
  expect(erased).toMatchObject({ status: 'DECLINED', erasedAt: expect.any(String) })

  const seen = `name externalReference status version erasedAt amount { amountMinor } purpose purposeNote sourceName
    waitingOn company { legalName taxId { last4 } physicalAddress { city } } owners { id } meta { key } warnings { code }
    readiness { isReady } decisions { reasons note } requirements { id text response note status }
    messages { nodes { text side } } documents { nodes { id } } previousSubmission { id } timeline { nodes { type } }`
  for (const who of [broker, funder]) {
    const { timeline, ...fields } = await life.read(who, id, seen)
    expect(fields).toMatchObject({
      name: 'Erased submission',
      externalReference: null,
      status: 'DECLINED',
      version: who === broker ? version + 1 : erased.version,
      erasedAt: erased.erasedAt,
      amount: { amountMinor: 2_500_000 },
      purpose: 'EQUIPMENT',
      purposeNote: null,
      sourceName: null,
      waitingOn: null,
      company: { legalName: null, taxId: null, physicalAddress: null },
      owners: [],
      meta: [],
      warnings: [],
      readiness: { isReady: false },
      decisions: [{ reasons: ['OTHER'], note: null }],
      requirements: [{ id: requirementId, text: null, response: null, note: null, status: 'RESPONDED' }],
      messages: { nodes: [{ text: null, side: 'BROKER' }] },
      documents: { nodes: [] },
    })
    const [newest, ...earlier] = timeline.nodes.map(({ type }: { type: string }) => type)
    expect(newest).toBe('SUBMISSION_ERASED')
    expect(earlier).toContain('SUBMISSION_DECLINED')
    const gone = 'status fileName sha256 accountLast4 periodMonth note download { url }'
    const { body } = await who.query(`{ document(id: "${documentId}") { ${gone} } }`)
    const nothing = { fileName: null, sha256: null, accountLast4: null, periodMonth: null, note: null }
    expect(body.data.document).toEqual({ status: 'REMOVED', ...nothing, download: null })
    for (const [search, count] of [
      ['Kanarie', 0],
      ['Erased', 1],
    ] as const) {
      const list = await who.query(`{ submissions(filter: { search: "${search}" }) { totalCount } }`)
      expect(list.body.data.submissions.totalCount).toBe(count)
    }
  }
  expect((await life.read(funder, id, 'notes { nodes { text } }')).notes.nodes).toContainEqual({ text: null })
  const [event] = await world.sql(
    `SELECT data, broker_visible FROM event WHERE submission_id = $1 AND type = 'submission.erased'`,
    id,
  )
  expect(event).toEqual({
    data: { status: 'DECLINED', version: version + 1, reason: 'OTHER' },
    broker_visible: true,
  })
  expect((await fetch(url)).status).toBe(404)
  expect((await fetch(archive)).status).toBe(404)
})

test('every later change is refused', async () => {
  const life = await SubmissionLife.open(world)
  const { broker, funder } = life
  const id = await life.draft()
  const documentId = await uploads(broker, id, statementOf('later'))
  const place = await placeFor(broker, id, statementOf('too late').length)
  await life.moves(funder, 'eraseSubmission', { id })
  const una = await funder.logsIn({ role: 'UNDERWRITER' })
  const attempts: [Parameters<typeof sendMove>[0], string, object, string][] = [
    [funder, 'eraseSubmission', { id }, '409 ILLEGAL_TRANSITION'],
    [funder, 'setLegalHold', { id, reason: 'Late.' }, '409 ILLEGAL_TRANSITION'],
    [broker, 'submitSubmission', { id }, '409 ILLEGAL_TRANSITION'],
    [broker, 'withdrawSubmission', { id, reason: 'OTHER' }, '409 ILLEGAL_TRANSITION'],
    [broker, 'addMessage', { submissionId: id, text: 'Hello?' }, '409 ILLEGAL_TRANSITION'],
    [funder, 'addNote', { submissionId: id, text: 'Hello?' }, '409 ILLEGAL_TRANSITION'],
    [broker, 'updateSubmission', { id, name: 'Corner Bakery, again' }, '409 SUBMISSION_LOCKED'],
    [
      broker,
      'requestDocumentUpload',
      { submissionId: id, fileName: 'a.pdf', byteSize: 9 },
      '409 SUBMISSION_LOCKED',
    ],
    [broker, 'removeDocument', { id: documentId }, '404 DOCUMENT_NOT_FOUND'],
    [
      una,
      'revealSensitiveField',
      { submissionId: id, field: 'TAX_ID', reason: 'Order a report' },
      '404 NOT_FOUND',
    ],
  ]
  for (const [by, mutation, input, expected] of attempts)
    expect([mutation, outcome(await sendMove(by, mutation, input))]).toEqual([mutation, expected])
  expect((await sends(place, statementOf('too late'))).status).toBe(404)
  expect(outcome(await completes(broker, place.id))).toBe('409 SUBMISSION_LOCKED')
  expect(await world.blobs.size(`staging/${place.id}`)).toBeNull()
})

test('an erased submission is no duplicate, and no link leads to it', async () => {
  const life = await SubmissionLife.open(world)
  const other = await life.otherBroker()
  const first = await life.at('WITHDRAWN', 'erased 1')
  const second = await life.at('DECLINED', 'erased 1')
  expect((await life.read(life.broker, second, 'previousSubmission { id }')).previousSubmission).toEqual({
    id: first,
  })
  for (const id of [first, second]) await life.moves(life.funder, 'eraseSubmission', { id })
  const third = await other.at('SUBMITTED', 'erased 1')
  const selection = 'status previousSubmission { id } sameCompany { id }'
  expect(await life.read(life.funder, third, selection)).toEqual({
    status: 'SUBMITTED',
    previousSubmission: null,
    sameCompany: [],
  })
  expect((await life.read(life.broker, second, 'previousSubmission { id }')).previousSubmission).toBeNull()
})

test('an upload or a submit that waits for the erasure adds nothing to it', async () => {
  const life = await SubmissionLife.open(world)
  const erased = await life.at('DECLINED', 'raced 1')
  const next = await life.draft('raced 1')
  const draft = await life.draft()
  await using session = await Session.open(world)
  await session.sql('BEGIN')
  const both = [erased, draft]
  await session.sql('SELECT FROM submission WHERE id = ANY ($1) FOR UPDATE', both)
  const upload = requestsUpload(life.broker, { submissionId: draft, byteSize: 9 })
  const submit = sendMove(life.broker, 'submitSubmission', { id: next }, 'previousSubmission { id }')
  await untilWaiting(world, 2)
  await session.sql(
    `UPDATE submission SET erased_at = app_now(), tax_id_kind = NULL, tax_id_cipher = NULL, tax_id_last4 = NULL,
       tax_id_hash = NULL WHERE id = ANY ($1)`,
    both,
  )
  await session.sql('COMMIT')
  expect(outcome(await upload)).toBe('409 SUBMISSION_LOCKED')
  expect((await submit).body.data.answer).toEqual({ previousSubmission: null })
  expect(await world.sql('SELECT FROM upload WHERE submission_id = $1', draft)).toEqual([])
})

test('SUBMISSION_LOCKED under a legal hold; a retry with the same key returns the erased submission', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('FUNDED')
  await life.moves(life.funder, 'setLegalHold', { id, reason: 'Lawsuit.' })
  const erases = () =>
    life.funder.query(
      `mutation ($id: ID!) { eraseSubmission(input: { id: $id, reason: OTHER }) { id name version } }`,
      { id },
      { headers: { 'idempotency-key': `erase-${id}` } },
    )
  expect(outcome(await erases())).toBe('409 SUBMISSION_LOCKED')
  await life.moves(life.funder, 'releaseLegalHold', { id, reason: 'Settled.' })
  const first = await erases()
  expect(outcome(first)).toBe('200')
  expect((await erases()).body).toEqual(first.body)
  expect((await life.events(id)).filter((type) => type === 'submission.erased')).toHaveLength(1)
})

test('an UNDERWRITER erases; a VIEWER and a broker cannot', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('WITHDRAWN')
  expect(outcome(await sendMove(life.broker, 'eraseSubmission', { id }))).toBe('403 WRONG_KEY_KIND')
  const viewer = await life.funder.logsIn({ role: 'VIEWER' })
  expect(outcome(await sendMove(viewer, 'eraseSubmission', { id }))).toBe('403 FORBIDDEN')
  const underwriter = await life.funder.logsIn({ role: 'UNDERWRITER' })
  expect(outcome(await sendMove(underwriter, 'eraseSubmission', { id }))).toBe('200')
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'eraseSubmission', from: 'DECLINED', illegalIn: 'IN_REVIEW' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id }) })).toBe(expected)
})
