// eraseSubmission, response by response: what it destroys, what stays, and what later requests see.

import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDiskStore } from '@latchkey/server/storage/disk-store.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Session, untilWaiting } from '../../support/concurrency/database-gates.ts'
import { dumpOf } from '../../support/dump-database.ts'
import { statementOf } from '../../support/files/samples.ts'
import {
  completes,
  downloadUrl,
  placeFor,
  requestsUpload,
  sends,
  uploads,
} from '../../support/files/uploads.ts'
import { CANARIES, fullFile } from '../../support/full-file.ts'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

const folder = await mkdtemp(join(tmpdir(), 'latchkey-blobs-'))
const disk = createDiskStore(folder)
let deletes = disk.delete
let world: World

beforeAll(async () => {
  world = await createWorld({ blobs: { ...disk, delete: (keys) => deletes(keys) }, logLevel: 'trace' })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** The canaries in `text`, also as PostgreSQL and JSON write bytes. */
function found(text: string): string[] {
  const lower = text.toLowerCase()
  const forms = (canary: string) => [canary, Buffer.from(canary).toString('hex')]
  return CANARIES.filter((canary) => forms(canary).some((form) => lower.includes(form)))
}

async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

/** The bytes that the rows of a submission still hold, by table and column. */
async function sealedColumns(id: string): Promise<string[]> {
  const columns = await world.sql(
    `SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c
     WHERE c.table_schema = 'public' AND c.data_type = 'bytea' AND (c.table_name = 'submission' OR EXISTS (
       SELECT FROM information_schema.columns o WHERE o.table_name = c.table_name AND o.column_name = 'submission_id'))`,
  )
  const kept: string[] = []
  for (const { table, column } of columns) {
    const key = table === 'submission' ? 'id' : 'submission_id'
    const rows = await world.sql(`SELECT FROM ${table} WHERE ${key} = $1 AND octet_length(${column}) > 0`, id)
    if (rows.length > 0) kept.push(`${table}.${column}`)
  }
  return kept.sort()
}

test('no personal data stays in any column of the database, in the store or in a log', async () => {
  const life = await SubmissionLife.open(world)
  const { id, documentId } = await fullFile(life)
  const before = [...(await dumpOf(world)).values()].flat().join('\n')
  expect(found(before)).toEqual(['kanarie', '7531', '4329', '8642'])
  expect(await sealedColumns(id)).toHaveLength(16)
  expect(await files()).toHaveLength(3)

  await life.moves(life.funder, 'eraseSubmission', { id, reason: 'REQUESTED' })
  await world.jobsDone()
  for (const [table, rows] of await dumpOf(world))
    expect([table, found(rows.join('\n'))]).toEqual([table, []])
  expect(await sealedColumns(id)).toEqual([])
  expect(await files()).toEqual([])
  await world.flushUsage()
  expect(found(world.log.join('\n'))).toEqual([])
  const [document] = await world.sql('SELECT storage_key FROM document WHERE id = $1', documentId)
  expect(document).toEqual({ storage_key: `deleted/${documentId}` })
  expect(await world.sql('SELECT FROM owner WHERE submission_id = $1', id)).toEqual([])
})

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
  const stored = (await files()).length
  await life.moves(funder, 'eraseSubmission', { id })
  await world.jobsDone()
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
  expect(await files()).toHaveLength(stored - 2)
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

test('the files are deleted after the commit only, and again until it succeeds', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.draft()
  await uploads(life.broker, id, statementOf('kept until the commit'))
  const stored = (await files()).length
  await world.sql('ALTER TABLE event ADD CONSTRAINT mishap CHECK (false) NOT VALID')
  const answer = await sendMove(life.funder, 'eraseSubmission', { id })
  await world.sql('ALTER TABLE event DROP CONSTRAINT mishap')
  expect(outcome(answer)).toBe('500 INTERNAL')
  await world.jobsDone()
  expect((await files()).length).toBe(stored)
  expect((await life.read(life.broker, id, 'name erasedAt')).erasedAt).toBeNull()

  let failures = 0
  deletes = async (keys) => {
    failures += 1
    if (failures === 1) throw new Error('The store does not answer.')
    return disk.delete(keys)
  }
  await life.moves(life.funder, 'eraseSubmission', { id })
  await world.jobsDone()
  expect(failures).toBeGreaterThan(1)
  expect((await files()).length).toBe(stored - 2)
  deletes = disk.delete
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
