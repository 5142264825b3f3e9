// requestDocumentUpload and the route that takes the bytes.

import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { completes, placeFor, requestsUpload, sends, sendsBytes } from '../../support/files/uploads.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder
let broker: BrokerActor
let submissionId: string

beforeAll(async () => {
  world = await createWorld({ allowedOrigins: ['https://forms.example'] })
  funder = await world.funder()
  broker = await funder.broker('bee.example')
  submissionId = await broker.submits()
})
afterAll(() => world[Symbol.asyncDispose]())

const bytes = statementOf('request')
const codeOf = async (response: Response) =>
  `${response.status} ${(JSON.parse((await response.text()) || '{}').errors ?? [])[0]?.extensions.code ?? ''}`.trim()

test('gives a signed address for 15 minutes that needs no credential and names none', async () => {
  const place = await placeFor(broker, submissionId, bytes.length)
  expect(place.method).toBe('PUT')
  expect(place.headers).toEqual([{ name: 'content-length', value: String(bytes.length) }])
  expect(place.url).not.toContain(broker.secret)
  const left =
    new Date(place.expiresAt).getTime() - (await world.sql('SELECT app_now() AS now'))[0].now.getTime()
  expect(left).toBeGreaterThan(14 * 60_000)
  expect(left).toBeLessThanOrEqual(15 * 60_000)
  expect((await sends(place, bytes)).status).toBe(200)
  await world.advance('16 minutes')
  expect(await codeOf(await sends(place, bytes))).toBe('403 FORBIDDEN')
})

test('the file name is sealed in the database and in no log line', async () => {
  const fileName = 'Geheime Umsätze ツ.pdf'
  await sendsBytes(broker, submissionId, statementOf('sealed'), { fileName })
  const rows = JSON.stringify(await world.sql('SELECT * FROM upload'))
  for (const text of [rows, ...world.log]) expect(text).not.toContain('Geheime')
  expect(world.log.join('\n')).toContain('/blobs/{token}')
})

test('rejects other bytes than the announced ones, and stores nothing', async () => {
  const sha256 = 'ab'.repeat(32)
  const place = await placeFor(broker, submissionId, bytes.length, { sha256 })
  expect(await codeOf(await sends(place, bytes))).toBe('422 UPLOAD_MISMATCH')
  const { id, ...other } = await placeFor(broker, submissionId, bytes.length)
  expect(await codeOf(await sends(other, bytes.subarray(1)))).toBe('422 UPLOAD_MISMATCH')
  for (const uploadId of [place.id, id])
    expect(issues(await completes(broker, uploadId))).toEqual(['uploadId NOT_UPLOADED'])
})

test('a body without a length is cut off after the announced size', async () => {
  const { id, url } = await placeFor(broker, submissionId, 100_000)
  const status = await new Promise((resolve) => {
    const sent = request(url, { method: 'PUT' }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', () => resolve('cut off'))
    for (let piece = 0; piece < 20; piece += 1) sent.write(Buffer.alloc(10_000))
    sent.end()
  })
  expect([422, 'cut off']).toContain(status)
  expect(issues(await completes(broker, id))).toEqual(['uploadId NOT_UPLOADED'])
})

test('returns 422 VALIDATION_FAILED with every issue', async () => {
  const answer = await requestsUpload(broker, {
    submissionId,
    byteSize: 26_214_401,
    sha256: 'x',
    periodMonth: '2026-13',
    accountLast4: '12345',
  })
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
  expect(issues(answer)).toEqual([
    'byteSize FILE_TOO_LARGE',
    'sha256 INVALID_SHA256',
    'periodMonth INVALID_MONTH',
    'accountLast4 INVALID_LAST4',
  ])
  expect(issues(await requestsUpload(broker, { submissionId, byteSize: 0 }))).toEqual(['byteSize FILE_EMPTY'])
  const unknown = { submissionId, byteSize: 1, requirementId: 'req_01j00000000000000000000000' }
  expect(issues(await requestsUpload(broker, unknown))).toEqual(['requirementId NOT_FOUND'])
})

test('an unknown class is rejected with the allowed ones', async () => {
  const answer = await requestsUpload(broker, { submissionId, byteSize: 1, class: 'PASSPORT' })
  expect(outcome(answer)).toMatch(/BAD_REQUEST$/)
  expect(answer.body.errors[0].message).toContain('BANK_STATEMENT')
})

test('returns SUBMISSION_NOT_FOUND, RELATIONSHIP_NOT_ACTIVE and SUBMISSION_LOCKED', async () => {
  const neighbour = await funder.broker('neighbour.example')
  const asked = (who: BrokerActor | Funder, id: string) =>
    requestsUpload(who, { submissionId: id, byteSize: 1 })
  expect(outcome(await asked(neighbour, submissionId))).toBe('404 SUBMISSION_NOT_FOUND')
  expect(outcome(await asked(await world.funder(), submissionId))).toBe('404 SUBMISSION_NOT_FOUND')
  const theirs = await neighbour.submits()
  await world.sql(`UPDATE submission SET status = 'DECLINED' WHERE id = $1`, theirs)
  expect(outcome(await asked(neighbour, theirs))).toBe('409 SUBMISSION_LOCKED')
  await world.sql(`UPDATE submission SET status = 'DRAFT' WHERE id = $1`, theirs)
  await funder.latchkey.relationships.pause((await neighbour.latchkey.viewer()).relationship!.id)
  expect(outcome(await asked(funder, theirs))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
})

test('returns 409 LIMIT_REACHED for a submission with 50 documents', async () => {
  const full = await broker.submits()
  await world.sql(
    `INSERT INTO document (id, environment, funder_id, submission_id, media_type, byte_size, sha256, storage_key)
     SELECT 'doc_' || n, environment, funder_id, id, 'application/pdf', 1, sha256(n::text::bytea), 'documents/' || n
     FROM submission, generate_series(1, 50) n WHERE id = $1`,
    full,
  )
  expect(outcome(await requestsUpload(broker, { submissionId: full, byteSize: 1 }))).toBe('409 LIMIT_REACHED')
})

test('a key that was deleted cannot send bytes: 401, and nothing is stored', async () => {
  const other = await funder.broker('deleted.example')
  const id = await other.submits()
  const [before, during] = [await placeFor(other, id, bytes.length), await placeFor(other, id, bytes.length)]
  // The key is deleted when half of the bytes were sent.
  const half = bytes.length / 2
  let deleted: Promise<unknown> | undefined
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (deleted !== undefined) {
        controller.enqueue(new Uint8Array(bytes.subarray(half)))
        controller.close()
        return
      }
      controller.enqueue(new Uint8Array(bytes.subarray(0, half)))
      deleted = funder.deletes(other.apiKeyId)
      await deleted
    },
  })
  const response = await fetch(during.url, { method: 'PUT', body, duplex: 'half' } as RequestInit)
  expect(await codeOf(response)).toBe('401 API_KEY_INVALID')
  expect(await codeOf(await sends(before, bytes))).toBe('401 API_KEY_INVALID')
  for (const place of [before, during]) expect(await world.blobs.size(`staging/${place.id}`)).toBeNull()
})

test('pages of allowed origins can send bytes; addresses of another kind open nothing', async () => {
  const place = await placeFor(broker, submissionId, bytes.length)
  const preflight = await fetch(place.url, {
    method: 'OPTIONS',
    headers: { origin: 'https://forms.example', 'access-control-request-method': 'PUT' },
  })
  expect(preflight.headers.get('access-control-allow-origin')).toBe('https://forms.example')
  expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT')
  const download = place.url.replace('/blobs/', '/documents/')
  expect(await codeOf(await fetch(download))).toBe('404 NOT_FOUND')
  expect(await codeOf(await fetch(`${place.url}x`, { method: 'PUT', body: 'x' }))).toBe('404 NOT_FOUND')
  expect((await fetch(place.url)).status).toBe(405)
})

test('a repeated request signs no longer than the upload lasts, and nothing for an erased submission', async () => {
  const ids = [await broker.submits(), await broker.submits()] as const
  const requests = (id: string) =>
    broker.query(
      `mutation ($id: ID!) { requestDocumentUpload(input: { submissionId: $id, fileName: "a.pdf", byteSize: 1 }) {
         id expiresAt } }`,
      { id },
      { headers: { 'idempotency-key': `upload-${id}` } },
    )
  const [first] = await Promise.all(ids.map(requests))
  const [{ expires_at: end }] = await world.sql(
    'SELECT expires_at FROM upload WHERE id = $1',
    first!.body.data.requestDocumentUpload.id,
  )
  await world.advance('50 minutes')
  expect((await requests(ids[0])).body.data.requestDocumentUpload).toEqual({
    id: first!.body.data.requestDocumentUpload.id,
    expiresAt: end.toISOString(),
  })
  await funder.query('mutation ($id: ID!) { eraseSubmission(input: { id: $id }) { id } }', { id: ids[1] })
  expect(outcome(await requests(ids[1]))).toBe('409 SUBMISSION_LOCKED')
  await world.advance('11 minutes')
  expect(outcome(await requests(ids[0]))).toBe('404 NOT_FOUND')
})
