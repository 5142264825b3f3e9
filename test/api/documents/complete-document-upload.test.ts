// completeDocumentUpload, response by response; races and the sweep.

import { createHash } from 'node:crypto'
import { scanDocuments } from '@latchkey/server/storage/scan-documents.ts'
import { sweepUploads } from '@latchkey/server/storage/sweep-uploads.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { sample, statementOf } from '../../support/files/samples.ts'
import { completes, placeFor, sends, sendsBytes, uploads } from '../../support/files/uploads.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder
let broker: BrokerActor

beforeAll(async () => {
  world = await createWorld({ servers: 2 })
  funder = await world.funder()
  broker = await funder.broker('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

const sweep = () => sweepUploads({ prisma: world.database.prisma, store: world.blobs })
const eventsOf = async (subjectId: string) =>
  (await world.sql('SELECT type FROM event WHERE subject_id = $1 ORDER BY id', subjectId)).map(
    ({ type }) => type,
  )

test('adds the document with what its content says, and an event', async () => {
  const submissionId = await broker.submits()
  const bytes = statementOf('september')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const more = {
    fileName: '../Folder\\Kontoauszug\u202e “Sept” 口座.PDF',
    sha256,
    class: 'BANK_STATEMENT',
    periodMonth: '2026-09',
    accountLast4: '1234',
  }
  const id = await sendsBytes(broker, submissionId, bytes, more)
  const { body } = await completes(broker, id)
  expect(body.data.completeDocumentUpload).toEqual({
    id: id.replace('upl_', 'doc_'),
    status: 'UPLOADED',
    class: 'BANK_STATEMENT',
    periodMonth: '2026-09',
    accountLast4: '1234',
    fileName: 'Kontoauszug “Sept” 口座.PDF',
    mediaType: 'application/pdf',
    byteSize: bytes.length,
    sha256,
    hasActiveContent: false,
  })
  expect(await eventsOf(body.data.completeDocumentUpload.id)).toEqual(['document.uploaded'])
  expect((await completes(broker, id)).body).toEqual(body)
})

test('a PDF that starts programs is quarantined; one with scripts is flagged', async () => {
  const submissionId = await broker.submits()
  const complete = async (name: string) =>
    (await completes(broker, await sendsBytes(broker, submissionId, sample(name)))).body.data
      .completeDocumentUpload
  const launch = await complete('launch.pdf')
  expect(launch).toMatchObject({ status: 'QUARANTINED', hasActiveContent: true })
  expect(await eventsOf(launch.id)).toEqual(['document.uploaded', 'document.quarantined'])
  expect(await complete('script.pdf')).toMatchObject({ status: 'UPLOADED', hasActiveContent: true })
})

test('a document that the virus scanner cannot read does not stop the scan of the others', async () => {
  const submissionId = await broker.submits()
  const ids = [
    await uploads(broker, submissionId, statementOf('unreadable')),
    await uploads(broker, submissionId, statementOf('readable')),
  ].sort()
  await world.sql("UPDATE document SET status = 'SCANNING' WHERE id = ANY($1)", ids)
  let scans = 0
  const scanner = async () => {
    scans += 1
    if (scans === 1) throw new Error('clamd could not scan the file.')
    return 'CLEAN' as const
  }
  const scan = () => scanDocuments({ prisma: world.database.prisma, store: world.blobs, scanner })
  await expect(scan()).rejects.toThrow('could not scan')
  const statuses = () => world.sql('SELECT status FROM document WHERE id = ANY($1) ORDER BY id', ids)
  expect(await statuses()).toEqual([{ status: 'SCANNING' }, { status: 'UPLOADED' }])
  expect(await scan()).toBe(1)
})

test('returns 422 FILE_REJECTED with the reason by path, and deletes the bytes', async () => {
  const submissionId = await broker.submits()
  const cases = [
    ['user-password-r6.pdf', 'statement.pdf', 'FILE_ENCRYPTED'],
    ['photo.png', 'statement.pdf', 'FILE_TYPE_MISMATCH'],
  ] as const
  for (const [name, fileName, code] of cases) {
    const id = await sendsBytes(broker, submissionId, sample(name), { fileName })
    const answer = await completes(broker, id)
    expect(outcome(answer)).toBe('422 FILE_REJECTED')
    expect(issues(answer)).toEqual([`uploadId ${code}`])
    expect(await world.blobs.list(`documents/${id}`)).toEqual([])
  }
  expect(await world.sql('SELECT FROM document WHERE submission_id = $1', submissionId)).toEqual([])
})

test('returns 409 DUPLICATE_FILE that names the first document; after its removal the file is accepted', async () => {
  const submissionId = await broker.submits()
  const first = await uploads(broker, submissionId, statementOf('twice'))
  const again = await completes(broker, await sendsBytes(broker, submissionId, statementOf('twice')))
  expect(outcome(again)).toBe('409 DUPLICATE_FILE')
  expect(again.body.errors[0].message).toContain(first)
  // The same file in another submission is no duplicate.
  await uploads(broker, await broker.submits(), statementOf('twice'))
  await broker.query('mutation ($id: ID!) { removeDocument(input: { id: $id }) { status } }', { id: first })
  await uploads(broker, submissionId, statementOf('twice'))
})

test('returns 422 UPLOAD_MISMATCH without bytes and after one hour, 404 NOT_FOUND for uploads of others', async () => {
  const submissionId = await broker.submits()
  const { id } = await placeFor(broker, submissionId, 10)
  expect(issues(await completes(broker, id))).toEqual(['uploadId NOT_UPLOADED'])
  expect(outcome(await completes(await world.funder(), id))).toBe('404 NOT_FOUND')
  const late = await sendsBytes(broker, submissionId, statementOf('late'))
  await world.advance('61 minutes')
  const answer = await completes(broker, late)
  expect(outcome(answer)).toBe('422 UPLOAD_MISMATCH')
  expect(issues(answer)).toEqual(['uploadId UPLOAD_EXPIRED'])
})

test('returns SUBMISSION_LOCKED, RELATIONSHIP_NOT_ACTIVE and LIMIT_REACHED', async () => {
  const other = await funder.broker('locked.example')
  const submissionId = await other.submits()
  const id = await sendsBytes(other, submissionId, statementOf('locked'))
  const setStatus = (status: string) =>
    world.sql(`UPDATE submission SET status = $2::"SubmissionStatus" WHERE id = $1`, submissionId, status)
  await setStatus('WITHDRAWN')
  expect(outcome(await completes(other, id))).toBe('409 SUBMISSION_LOCKED')
  await setStatus('DRAFT')
  await world.sql(
    `INSERT INTO document (id, environment, funder_id, submission_id, media_type, byte_size, sha256, storage_key)
     SELECT 'doc_f' || n, environment, funder_id, id, 'application/pdf', 1, sha256(n::text::bytea), 'documents/f' || n
     FROM submission, generate_series(1, 50) n WHERE id = $1`,
    submissionId,
  )
  expect(outcome(await completes(other, id))).toBe('409 LIMIT_REACHED')
  await funder.latchkey.relationships.pause((await other.latchkey.viewer()).relationship!.id)
  expect(outcome(await completes(funder, id))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
})

test('the checked bytes stay: sending others to the same address changes nothing', async () => {
  const submissionId = await broker.submits()
  const bytes = statementOf('original')
  const place = await placeFor(broker, submissionId, bytes.length)
  await sends(place, bytes)
  const { body } = await completes(broker, place.id)
  const other = statementOf('replaced')
  expect(other.length).toBe(bytes.length)
  await sends(place, other)
  const [{ storage_key: key }] = await world.sql(
    'SELECT storage_key FROM document WHERE id = $1',
    body.data.completeDocumentUpload.id,
  )
  const stored = await world.blobs.get(key)
  expect(Buffer.concat(await stored!.toArray())).toEqual(bytes)
})

test('of 20 concurrent completions on two servers, all return the same document; the sweep leaves one blob', async () => {
  const submissionId = await broker.submits()
  const id = await sendsBytes(broker, submissionId, statementOf('race'))
  const document = 'mutation ($id: ID!) { completeDocumentUpload(input: { uploadId: $id }) { id } }'
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => broker.query(document, { id }, { server: index % 2 })),
  )
  expect(new Set(answers.map(outcome))).toEqual(new Set(['200']))
  expect(await world.sql('SELECT id FROM document WHERE submission_id = $1', submissionId)).toEqual([
    { id: id.replace('upl_', 'doc_') },
  ])
  await world.advance('2 hours')
  await sweep()
  expect(await world.blobs.list(`documents/${id}`)).toHaveLength(1)
  expect(await world.blobs.size(`staging/${id}`)).toBeNull()
  expect(await world.sql('SELECT FROM upload WHERE id = $1', id)).toEqual([])
})

test('of 60 concurrent uploads, 50 become documents', async () => {
  const submissionId = await broker.submits()
  const ids = await Promise.all(
    Array.from({ length: 60 }, (_, index) => sendsBytes(broker, submissionId, statementOf(`many ${index}`))),
  )
  const answers = await Promise.all(ids.map((id) => completes(broker, id)))
  const counts = Map.groupBy(answers.map(outcome), (code) => code)
  // A busy server may also ask to try again.
  expect(
    [...counts.keys()].filter((code) => !['200', '409 LIMIT_REACHED', '503 UNAVAILABLE'].includes(code)),
  ).toEqual([])
  const [{ count }] = await world.sql(
    'SELECT count(*)::int FROM document WHERE submission_id = $1',
    submissionId,
  )
  expect(count).toBe(counts.get('200')?.length)
  expect(count).toBeLessThanOrEqual(50)
})

test('a key deleted before adoption: 401, no row, no event, and no object after the sweep', async () => {
  const other = await funder.broker('deleted.example')
  const submissionId = await other.submits()
  const ids = await Promise.all(
    ['a', 'b', 'c', 'd'].map((text) => sendsBytes(other, submissionId, statementOf(text))),
  )
  // Completions race with the deletion: each is complete before it, or refused.
  const [deletion, ...answers] = await Promise.all([
    funder.deletes(other.apiKeyId),
    ...ids.map((id) => completes(other, id)),
  ])
  expect(outcome(deletion)).toBe('200')
  const accepted = ids.filter((_, index) => outcome(answers[index]!) === '200')
  for (const answer of answers) expect(['200', '401 API_KEY_INVALID']).toContain(outcome(answer))
  for (const id of ids) expect(outcome(await completes(other, id))).toBe('401 API_KEY_INVALID')
  const rows = await world.sql('SELECT id FROM document WHERE submission_id = $1', submissionId)
  expect(rows.map(({ id }) => id).sort()).toEqual(accepted.map((id) => id.replace('upl_', 'doc_')).sort())
  await world.advance('2 hours')
  await sweep()
  for (const id of ids) {
    expect(await world.blobs.list(`documents/${id}`)).toHaveLength(accepted.includes(id) ? 1 : 0)
    expect(await world.blobs.size(`staging/${id}`)).toBeNull()
  }
})
