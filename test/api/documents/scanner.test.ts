// Documents with a real clamd: clean, infected, and waiting while it does not answer.

import { scanDocuments } from '@latchkey/server/storage/scan-documents.ts'
import { createScanner } from '@latchkey/server/storage/scanner.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { completes, sendsBytes } from '../../support/files/uploads.ts'
import { ClamdServer, hasClamd, VIRUS } from '../../support/processes/clamd-server.ts'
import { createWorld, type World } from '../../support/world.ts'

let clamd: ClamdServer
let world: World
let broker: BrokerActor
let submissionId: string

beforeAll(async () => {
  if (!hasClamd) return
  clamd = await ClamdServer.start()
  world = await createWorld({ scanner: createScanner(clamd.address) })
  broker = await (await world.funder()).broker('bee.example')
  submissionId = await broker.submits()
}, 120_000)
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await clamd?.[Symbol.asyncDispose]()
})

const add = async (bytes: Buffer) =>
  (await completes(broker, await sendsBytes(broker, submissionId, bytes))).body.data.completeDocumentUpload
const seen = async (id: string) =>
  (await broker.query(`{ document(id: "${id}") { status download { url } } }`)).body.data.document
const eventsOf = async (id: string) =>
  (await world.sql('SELECT type FROM event WHERE subject_id = $1 ORDER BY id', id)).map(({ type }) => type)

test.runIf(hasClamd)('a clean document is UPLOADED', async () => {
  expect((await add(statementOf('clean'))).status).toBe('UPLOADED')
})

test.runIf(hasClamd)('a document of 25 MB is scanned, at once or later', async () => {
  const large = Buffer.concat([statementOf('large'), Buffer.alloc(25 * 1024 * 1024 - 4_000, '% padding\n')])
  const { id } = await add(large)
  await world.jobsDone()
  expect((await seen(id)).status).toBe('UPLOADED')
})

test.runIf(hasClamd)('an infected document is QUARANTINED and has no download', async () => {
  const { id, status } = await add(statementOf(VIRUS))
  expect(status).toBe('QUARANTINED')
  expect(await seen(id)).toEqual({ status: 'QUARANTINED', download: null })
  expect(await eventsOf(id)).toEqual(['document.uploaded', 'document.quarantined'])
})

test.runIf(hasClamd)('documents wait while clamd does not answer, and are scanned later', async () => {
  await clamd.stop()
  const clean = await add(statementOf('waits'))
  const infected = await add(statementOf(`${VIRUS} waits`))
  for (const { id, status } of [clean, infected]) {
    expect(status).toBe('SCANNING')
    expect(await seen(id)).toEqual({ status: 'SCANNING', download: null })
  }
  const options = { prisma: world.database.prisma, store: world.blobs, scanner: createScanner(clamd.address) }
  await expect(scanDocuments(options)).rejects.toThrow()
  await expect(world.servers[0]?.jobs.pending()).resolves.toContainEqual({ queue: 'scan', pending: 2 })
  await clamd.start()
  await world.jobsDone()
  expect((await seen(clean.id)).status).toBe('UPLOADED')
  expect(await seen(infected.id)).toEqual({ status: 'QUARANTINED', download: null })
  expect(await eventsOf(infected.id)).toEqual(['document.uploaded', 'document.quarantined'])
})

test.runIf(hasClamd)('the recurring job scans what no job scans', async () => {
  const { id } = await add(statementOf('forgotten'))
  await world.sql("UPDATE document SET status = 'SCANNING' WHERE id = $1", id)
  await world.runs('scan-documents')
  expect((await seen(id)).status).toBe('UPLOADED')
})
