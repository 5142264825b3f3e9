// A key that is revoked while a document is sent or checked: no row, no event, and no blob after the sweep.

import { request } from 'node:http'
import { sweepUploads } from '@latchkey/server/storage/sweep-uploads.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { Session } from '../../support/concurrency/database-gates.ts'
import { statementOf } from '../../support/files/samples.ts'
import { completes, placeFor, sendsBytes } from '../../support/files/uploads.ts'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const REVOCATIONS = [
  {
    what: 'deleting the key',
    refusal: '401 API_KEY_INVALID',
    revoke: ({ apiKeyId }: BrokerActor) => funder.deletes(apiKeyId),
  },
  {
    what: 'ending the relationship',
    refusal: '401 API_KEY_INVALID',
    revoke: async (broker: BrokerActor) =>
      funder.query('mutation ($id: ID!) { endRelationship(input: { id: $id }) { id } }', {
        id: (await broker.latchkey.viewer()).relationship?.id,
      }),
  },
  {
    what: 'narrowing the scopes of the key',
    refusal: '403 INSUFFICIENT_SCOPE',
    revoke: ({ apiKeyId: id }: BrokerActor) =>
      funder.query(
        'mutation ($id: ID!) { updateApiKey(input: { id: $id, scopes: [DOCUMENTS_READ] }) { id } }',
        { id },
      ),
  },
]

async function expectNothing(submissionId: string, uploadId: string): Promise<void> {
  expect(await world.sql('SELECT FROM document WHERE submission_id = $1', submissionId)).toEqual([])
  const events = await world.sql('SELECT type FROM event WHERE submission_id = $1', submissionId)
  expect(events).toEqual([{ type: 'submission.created' }])
  await world.advance('2 hours')
  await sweepUploads({ prisma: world.database.prisma, store: world.blobs })
  expect(await world.sql('SELECT FROM upload WHERE id = $1', uploadId)).toEqual([])
  expect(await world.blobs.size(`staging/${uploadId}`)).toBeNull()
  expect(await world.blobs.list(`documents/${uploadId}`)).toEqual([])
}

test.for(REVOCATIONS)('$what during a PUT', async ({ what, refusal, revoke }) => {
  const broker = await funder.broker(`put-${REVOCATIONS.findIndex((one) => one.what === what)}.example`)
  const submissionId = await broker.submits()
  const bytes = statementOf(what)
  const { id, url } = await placeFor(broker, submissionId, bytes.length)
  const answer = Promise.withResolvers<string>()
  const put = request(url, { method: 'PUT', headers: { 'content-length': bytes.length } }, (response) => {
    response.setEncoding('utf8')
    let text = ''
    response.on('data', (chunk) => (text += chunk))
    response.on('end', () =>
      answer.resolve(`${response.statusCode} ${JSON.parse(text || '{}').errors?.[0].extensions.code}`),
    )
  })
  put.on('error', answer.reject)
  put.write(bytes.subarray(0, 100))
  // The server has verified the credential and is writing.
  await expect.poll(() => world.blobs.list('incoming'), { interval: 5, timeout: 30_000 }).toHaveLength(1)
  expect(outcome(await revoke(broker))).toBe('200')
  put.end(bytes.subarray(100))
  expect(await answer.promise).toBe(refusal)
  expect(await world.blobs.size(`staging/${id}`)).toBeNull()
  expect(await world.blobs.list('incoming')).toEqual([])
  expect(outcome(await completes(broker, id))).toBe(refusal)
  await expectNothing(submissionId, id)
})

test.for(REVOCATIONS)('$what while completeDocumentUpload waits', async ({ what, refusal, revoke }) => {
  const broker = await funder.broker(`wait-${REVOCATIONS.findIndex((one) => one.what === what)}.example`)
  const submissionId = await broker.submits()
  const id = await sendsBytes(broker, submissionId, statementOf(what))
  await using holder = await Session.open(world)
  await holder.sql('BEGIN')
  await holder.sql('SELECT FROM submission WHERE id = $1 FOR UPDATE', submissionId)
  const completion = completes(broker, id)
  await holder.untilAwaitedBy(1)
  // The file is checked and copied.
  expect(await world.blobs.list(`documents/${id}`)).toHaveLength(1)
  expect(outcome(await revoke(broker))).toBe('200')
  await holder.sql('COMMIT')
  expect(outcome(await completion)).toBe(refusal)
  await expectNothing(submissionId, id)
})
