// Uploads and downloads of the SDK against a real Latchkey: hashes, ranges, several files, and aborts.

import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Latchkey } from '@latchkey/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor } from '../../../support/actors.ts'
import { sample, statementOf } from '../../../support/files/samples.ts'
import { createWorld, type World } from '../../../support/world.ts'
import { thrown } from '../call-errors.ts'

let world: World
let broker: BrokerActor
let submissionId: string
let folder: string

beforeAll(async () => {
  world = await createWorld()
  const funder = await world.funder()
  broker = await funder.broker('bee.example')
  submissionId = await broker.submits()
  folder = await mkdtemp(join(tmpdir(), 'latchkey-real-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await world[Symbol.asyncDispose]()
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function fileOf(name: string, text = name): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, statementOf(text))
  return path
}

test('twelve files in one call: each has its document or its error', async () => {
  const { documents } = broker.latchkey
  const paths = await Promise.all(Array.from({ length: 10 }, (_, index) => fileOf(`statement ${index}.pdf`)))
  const copy = await fileOf('copy.pdf', 'statement 0.pdf')
  const results = await documents.uploadAll(
    submissionId,
    [
      ...paths,
      { content: copy, class: 'LEASE' },
      { content: new TextEncoder().encode('no document'), fileName: 'program.exe' },
    ],
    { class: 'BANK_STATEMENT', concurrency: 4 },
  )
  expect(results.slice(0, 10).every(({ ok }) => ok)).toBe(true)
  const codes = results.map((result) =>
    result.ok ? result.document.class : Reflect.get(result.error, 'code'),
  )
  // The first of two equal files to arrive is the document.
  expect(codes.filter((code) => code === 'BANK_STATEMENT').length).toBe(10)
  expect(codes.slice(10)).toEqual(['DUPLICATE_FILE', 'FILE_REJECTED'])
  const { totalCount } = await documents.list(submissionId).page({ totalCount: true })
  expect(totalCount).toBe(10)
})

test('the server verifies the hash that is sent', async () => {
  const { documents } = broker.latchkey
  const content = statementOf('with a hash')
  const file = { content, fileName: 'a.pdf', sha256: sha256(statementOf('another')) }
  expect(await thrown(documents.upload(submissionId, file))).toMatchObject({
    code: 'UPLOAD_MISMATCH',
    issues: [{ code: 'HASH_DIFFERS' }],
  })
  const document = await documents.upload(submissionId, { content, fileName: 'a.pdf' })
  expect(document.sha256).toBe(sha256(content))
})

test('a broken download is resumed by a range, and is one entry of the audit log', async () => {
  const content = Buffer.concat([sample('statement.pdf'), Buffer.alloc(2_000_000, '\n% padding')])
  const { id } = await broker.latchkey.documents.upload(submissionId, { content, fileName: 'long.pdf' })
  const ranges: (string | null)[] = []
  const cutting: typeof fetch = async (to, init) => {
    const response = await fetch(to, init)
    if (!String(to).includes('/documents/')) return response
    ranges.push(new Headers(init?.headers).get('range'))
    if (ranges.length > 2 || response.body === null) return response
    let left = 700_000
    const body = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          if (left <= 0) throw new TypeError('The connection broke.')
          controller.enqueue(chunk.subarray(0, left))
          left -= chunk.byteLength
        },
      }),
    )
    return new Response(body, response)
  }
  const options = { apiKey: broker.secret, url: `${world.url}/graphql`, fetch: cutting, maxRetries: 3 }
  const latchkey = new Latchkey({ ...options, pause: async () => {} })
  const { path } = await latchkey.documents.download(id, { toFile: join(folder, 'saved.pdf') })
  expect(sha256(await readFile(path))).toBe(sha256(content))
  expect(ranges).toEqual([null, 'bytes=700000-', 'bytes=1400000-'])
  const downloads = await world.sql(
    `SELECT FROM event WHERE type = 'document.downloaded' AND subject_id = $1`,
    id,
  )
  expect(downloads).toHaveLength(1)
  const { stream } = await broker.latchkey.documents.download(id)
  expect(sha256(await buffer(stream))).toBe(sha256(content))
})

test('a ZIP is saved whole', async () => {
  const path = join(folder, 'all.zip')
  const saved = await broker.latchkey.documents.downloadAll(submissionId, { toFile: path })
  const bytes = await readFile(path)
  expect([saved.byteSize, bytes.subarray(0, 2).toString()]).toEqual([bytes.length, 'PK'])
})

test('an abort leaves no half document', async () => {
  const leaving = new AbortController()
  const reason = new Error('The user left.')
  const { documents } = broker.latchkey
  const before = await documents.list(submissionId).page({ totalCount: true })
  const content = statementOf('that nobody finishes')
  const endless = async function* () {
    yield content.subarray(0, 9)
    leaving.abort(reason)
    yield content.subarray(9)
  }
  const file = { content: endless(), byteSize: content.length, fileName: 'half.pdf' }
  expect(await thrown(documents.uploadAll(submissionId, [file], { signal: leaving.signal }))).toBe(reason)
  const after = await documents.list(submissionId).page({ totalCount: true })
  expect(after.totalCount).toBe(before.totalCount)
})
