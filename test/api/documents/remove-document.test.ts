// removeDocument, response by response, and the deletion of the content.

import { sweepUploads } from '@latchkey/server/storage/sweep-uploads.ts'
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

const removes = (who: Uploader, id: string) =>
  who.query('mutation ($id: ID!) { removeDocument(input: { id: $id }) { id status download { url } } }', {
    id,
  })
const setStatus = (status: string) =>
  world.sql(`UPDATE submission SET status = $2::"SubmissionStatus" WHERE id = $1`, submissionId, status)

test('removes a document from the list; the sweep deletes its content', async () => {
  const id = await uploads(broker, submissionId, statementOf('removed'))
  const [{ storage_key: key }] = await world.sql('SELECT storage_key FROM document WHERE id = $1', id)
  expect((await removes(broker, id)).body.data.removeDocument).toEqual({
    id,
    status: 'REMOVED',
    download: null,
  })
  const { body } = await broker.query(`{ submission(id: "${submissionId}") { documents { nodes { id } } } }`)
  expect(body.data.submission.documents.nodes).toEqual([])
  expect(await world.blobs.size(key)).toBeGreaterThan(0)
  const swept = await sweepUploads({ prisma: world.database.prisma, store: world.blobs })
  expect(swept.documents).toBe(1)
  expect(await world.blobs.size(key)).toBeNull()
  expect(
    await world.sql(`SELECT FROM event WHERE type = 'document.removed' AND subject_id = $1`, id),
  ).toHaveLength(1)
})

test('a broker removes only its own documents, and only in DRAFT and INFO_REQUESTED', async () => {
  const [own, theirs] = [
    await uploads(broker, submissionId, statementOf('own')),
    await uploads(funder, submissionId, statementOf('theirs')),
  ]
  expect(outcome(await removes(broker, theirs))).toBe('403 FORBIDDEN')
  await setStatus('IN_REVIEW')
  expect(outcome(await removes(broker, own))).toBe('409 SUBMISSION_LOCKED')
  await setStatus('INFO_REQUESTED')
  expect(outcome(await removes(broker, own))).toBe('200')
  await setStatus('IN_REVIEW')
  expect(outcome(await removes(funder, theirs))).toBe('200')
  await setStatus('DRAFT')
})

test('returns DOCUMENT_NOT_FOUND for removed documents and those of others, RELATIONSHIP_NOT_ACTIVE while paused', async () => {
  const id = await uploads(broker, submissionId, statementOf('not found'))
  for (const who of [await funder.broker('neighbour.example'), await world.funder()])
    expect(outcome(await removes(who, id))).toBe('404 DOCUMENT_NOT_FOUND')
  await funder.latchkey.relationships.pause((await broker.latchkey.viewer()).relationship!.id)
  expect(outcome(await removes(funder, id))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
  await world.sql(`UPDATE relationship SET status = 'ACTIVE'`)
  expect(outcome(await removes(funder, id))).toBe('200')
  expect(outcome(await removes(funder, id))).toBe('404 DOCUMENT_NOT_FOUND')
})
