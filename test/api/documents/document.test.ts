// Documents as the API shows them, their download, and the ZIP of a submission.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Entry, fromBufferPromise } from 'yauzl'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { sample, statementOf } from '../../support/files/samples.ts'
import { downloadUrl, type Uploader, uploads } from '../../support/files/uploads.ts'
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

const codeOf = async (response: Response) =>
  `${response.status} ${JSON.parse(await response.text()).errors[0].extensions.code}`
const archiveUrl = async (who: Uploader, id: string) =>
  (await who.query(`{ submission(id: "${id}") { documentsArchive { url } } }`)).body.data.submission
    .documentsArchive.url

test('lists documents newest first, in pages; callers without documents:read get 403', async () => {
  const id = await broker.submits()
  const ids: string[] = []
  for (const text of ['one', 'two', 'three']) ids.push(await uploads(broker, id, statementOf(text)))
  const list = `{ submission(id: "${id}") { documents(first: 2) { nodes { id fileName } totalCount pageInfo { hasNextPage } } } }`
  expect((await funder.query(list)).body.data.submission.documents).toEqual({
    nodes: [2, 1].map((index) => ({ id: ids[index], fileName: 'statement.pdf' })),
    totalCount: 3,
    pageInfo: { hasNextPage: true },
  })
  const narrow = await funder.key({ scopes: ['SUBMISSIONS_READ'] })
  expect(outcome(await narrow.query(list))).toBe('403 INSUFFICIENT_SCOPE')
  expect(outcome(await narrow.query(`{ document(id: "${ids[0]}") { id } }`))).toBe('403 INSUFFICIENT_SCOPE')
})

test('documents of others do not exist', async () => {
  const id = await uploads(broker, submissionId, statementOf('mine'))
  const query = `{ document(id: "${id}") { id } }`
  for (const who of [await funder.broker('neighbour.example'), await world.funder()]) {
    expect(outcome(await who.query(query))).toBe('404 DOCUMENT_NOT_FOUND')
    expect((await who.query(`{ node(id: "${id}") { id } }`)).body.data.node).toBeNull()
  }
  expect((await broker.query(`{ node(id: "${id}") { id } }`)).body.data.node).toEqual({ id })
})

test('a download is an attachment that no browser runs, with the name in any script', async () => {
  const bytes = statementOf('download')
  const id = await uploads(broker, submissionId, bytes, { fileName: 'Auszug "Sept" 口座.final' })
  const url = await downloadUrl(broker, id)
  const response = await fetch(url)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
  const headers = Object.fromEntries(response.headers)
  expect(headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-length': String(bytes.length),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
  })
  const disposition = headers['content-disposition'] ?? ''
  expect(disposition).toMatch(/^attachment; filename="Auszug /)
  expect(disposition).toContain('%E5%8F%A3%E5%BA%A7.final.pdf')
  const events = await world.sql(
    `SELECT actor_id, data FROM event WHERE type = 'document.downloaded' AND subject_id = $1`,
    id,
  )
  expect(events).toEqual([{ actor_id: broker.apiKeyId, data: {} }])
  for (const line of world.log) {
    expect(line).not.toContain('Auszug')
    expect(line).not.toContain(url.slice(-60))
  }
})

test('serves ranges', async () => {
  const bytes = statementOf('range')
  const url = await downloadUrl(broker, await uploads(broker, submissionId, bytes))
  const part = async (range: string) => {
    const response = await fetch(url, { headers: { range } })
    const body = Buffer.from(await response.arrayBuffer())
    return [response.status, response.headers.get('content-range'), body.toString('latin1')]
  }
  const size = bytes.length
  const text = bytes.toString('latin1')
  expect(await part('bytes=0-9')).toEqual([206, `bytes 0-9/${size}`, text.slice(0, 10)])
  expect(await part('bytes=10-')).toEqual([206, `bytes 10-${size - 1}/${size}`, text.slice(10)])
  expect(await part('bytes=-5')).toEqual([206, `bytes ${size - 5}-${size - 1}/${size}`, text.slice(-5)])
  expect(await part('bytes=5-99999999')).toEqual([206, `bytes 5-${size - 1}/${size}`, text.slice(5)])
  expect(await part(`bytes=${size}-`)).toEqual([416, `bytes */${size}`, ''])
  for (const range of ['bytes=0-1,3-4', 'bytes=9-3', 'lines=1-2', 'bytes=x-'])
    expect(await part(range)).toEqual([200, null, text])
  const head = await fetch(url, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
    200,
    String(size),
    '',
  ])
})

test('an address ends after 60 seconds, with its key, and with the document', async () => {
  const other = await funder.broker('ends.example')
  const id = await uploads(other, await other.submits(), statementOf('ends'))
  const url = await downloadUrl(other, id)
  expect((await fetch(url)).status).toBe(200)
  await world.advance('61 seconds')
  expect(await codeOf(await fetch(url))).toBe('403 FORBIDDEN')
  const second = await downloadUrl(other, id)
  await world.sql(`UPDATE document SET status = 'QUARANTINED' WHERE id = $1`, id)
  expect(await codeOf(await fetch(second))).toBe('404 DOCUMENT_NOT_FOUND')
  await world.sql(`UPDATE document SET status = 'UPLOADED' WHERE id = $1`, id)
  expect((await fetch(second)).status).toBe(200)
  await funder.deletes(other.apiKeyId)
  expect(await codeOf(await fetch(second))).toBe('401 API_KEY_INVALID')
})

test('an address that a narrowed key or a demoted user asked for ends too', async () => {
  const id = await uploads(broker, submissionId, statementOf('narrowed'))
  const key = await funder.key({ scopes: ['DOCUMENTS_READ'] })
  const url = await downloadUrl(key, id)
  await world.sql(`UPDATE api_key SET scopes = '{SUBMISSIONS_READ}' WHERE id = $1`, key.apiKeyId)
  expect(await codeOf(await fetch(url))).toBe('403 INSUFFICIENT_SCOPE')
})

test('the ZIP has every document under its canonical name', async () => {
  const id = await broker.submits()
  const statement = { class: 'BANK_STATEMENT', periodMonth: '2026-09', accountLast4: '1234' }
  const files: [Buffer, object][] = [
    [statementOf('one'), statement],
    [statementOf('two'), statement],
    [sample('photo.jpg'), { class: 'PHOTO_ID', fileName: 'IMG.jpg' }],
    [sample('table-utf16.csv'), { fileName: 'Umsätze 口座.csv' }],
    [sample('launch.pdf'), {}],
  ]
  for (const [bytes, more] of files) await uploads(broker, id, bytes, more)
  const response = await fetch(await archiveUrl(broker, id))
  expect(response.headers.get('content-type')).toBe('application/zip')
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename=documents-${id}.zip`)
  const zip = await fromBufferPromise(Buffer.from(await response.arrayBuffer()), { lazyEntries: true })
  const found = await contentsOf(zip)
  expect([...found.keys()]).toEqual([
    '2026-09_bank-statement_1234.pdf',
    '2026-09_bank-statement_1234_2.pdf',
    'photo-id.jpg',
    'other_Umsätze 口座.csv',
  ])
  expect([...found.values()]).toEqual(files.slice(0, 4).map(([bytes]) => bytes))
  const events = await world.sql(
    `SELECT FROM event WHERE type = 'document.downloaded' AND submission_id = $1`,
    id,
  )
  expect(events).toHaveLength(4)
})

test('the address of a ZIP opens no other submission, and ends with its key', async () => {
  const other = await funder.broker('archive.example')
  const id = await other.submits()
  const url = await archiveUrl(other, id)
  expect(await codeOf(await fetch(url.replace(id, submissionId)))).toBe('404 SUBMISSION_NOT_FOUND')
  expect(await codeOf(await fetch(url.split('?')[0]!))).toBe('404 NOT_FOUND')
  expect((await fetch(url)).status).toBe(200)
  await funder.deletes(other.apiKeyId)
  expect(await codeOf(await fetch(url))).toBe('401 API_KEY_INVALID')
})

function contentsOf(zip: Awaited<ReturnType<typeof fromBufferPromise>>): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error)
        stream.toArray().then((chunks) => {
          found.set(entry.fileName, Buffer.concat(chunks))
          zip.readEntry()
        }, reject)
      })
    })
    zip.once('end', () => resolve(found)).once('error', reject)
    zip.readEntry()
  })
}
