// One contract for both blob stores: a folder and a real S3 service.

import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { type BlobStore, SizeMismatch } from '@latchkey/server/storage/blob-store.ts'
import { createDiskStore } from '@latchkey/server/storage/disk-store.ts'
import { createS3Store } from '@latchkey/server/storage/s3-store.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { completes, downloadUrl, placeFor, sends, uploads } from '../../support/files/uploads.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { hasS3, S3Server } from '../../support/processes/s3-server.ts'
import { createWorld, type World } from '../../support/world.ts'

const START_MS = 240_000
const bytesOf = (length: number) => randomBytes(length)

async function openDisk(resources: AsyncDisposableStack): Promise<BlobStore> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-store-'))
  resources.defer(() => rm(folder, { recursive: true, force: true }))
  return createDiskStore(folder)
}

async function openS3(resources: AsyncDisposableStack): Promise<BlobStore> {
  const { settings } = resources.use(await S3Server.start())
  const { region, endpoint, credentials, bucket } = settings
  const client = new S3Client({
    region,
    endpoint: endpoint!,
    credentials: credentials!,
    forcePathStyle: true,
  })
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  client.destroy()
  return createS3Store(settings)
}

describe.each([
  { name: 'disk', isHere: true, open: openDisk },
  { name: 'S3', isHere: hasS3, open: openS3 },
])('$name', ({ isHere, open }) => {
  const resources = new AsyncDisposableStack()
  let store: BlobStore
  let world: World
  let broker: BrokerActor
  let submissionId: string

  beforeAll(async () => {
    if (!isHere) return
    store = await open(resources)
    world = resources.use(await createWorld({ blobs: store }))
    broker = await (await world.funder()).broker('bee.example')
    submissionId = await broker.submits()
  }, START_MS)
  afterAll(() => resources.disposeAsync())

  const put = (key: string, bytes: Buffer, size = bytes.length) =>
    store.put(key, Readable.from([bytes.subarray(0, 10), bytes.subarray(10)], { objectMode: false }), size)
  const read = async (key: string, range?: { start: number; end: number }) => {
    const stream = await store.get(key, range)
    return stream === null ? null : Buffer.concat(await stream.toArray())
  }

  test.runIf(isHere)('stores, reads, measures and opens a blob, whole and in ranges', async () => {
    const bytes = bytesOf(300_000)
    await put('staging/one', bytes)
    expect(await store.size('staging/one')).toBe(300_000)
    expect(await read('staging/one')).toEqual(bytes)
    expect(await read('staging/one', { start: 5, end: 14 })).toEqual(bytes.subarray(5, 15))
    expect(await read('staging/one', { start: 299_999, end: 299_999 })).toEqual(bytes.subarray(-1))
    await using blob = await store.open('staging/one')
    expect(blob?.size).toBe(300_000)
    const { buffer } = await blob!.handle.read(Buffer.alloc(4), 0, 4, 100_000)
    expect(buffer).toEqual(bytes.subarray(100_000, 100_004))
  })

  test.runIf(isHere)('a blob that is missing is null, and deleting it is no error', async () => {
    expect(await store.size('staging/none')).toBeNull()
    expect(await store.get('staging/none')).toBeNull()
    expect(await store.open('staging/none')).toBeNull()
    expect(await store.copy('staging/none', 'documents/none/1')).toBe(false)
    await store.delete(['staging/none', 'documents/none/1'])
    expect(await store.list('documents/none')).toEqual([])
  })

  test.runIf(isHere)('a body of another size, or one that breaks, stores nothing', async () => {
    for (const size of [5, 50]) {
      await expect(put('staging/wrong', bytesOf(20), size)).rejects.toThrow(SizeMismatch)
      expect(await store.size('staging/wrong')).toBeNull()
    }
    async function* breaks() {
      yield bytesOf(20)
      throw new Error('The client left.')
    }
    const body = Readable.from(breaks(), { objectMode: false })
    await expect(store.put('staging/wrong', body, 100)).rejects.toThrow()
    expect(await store.size('staging/wrong')).toBeNull()
  })

  test.runIf(isHere)('a copy keeps its bytes when the original is replaced or deleted', async () => {
    const [first, second] = [bytesOf(100), bytesOf(100)]
    await put('staging/two', first)
    expect(await store.copy('staging/two', 'documents/two/a')).toBe(true)
    await put('staging/two', second)
    expect(await store.copy('staging/two', 'documents/two/b')).toBe(true)
    await store.delete(['staging/two'])
    expect([await read('documents/two/a'), await read('documents/two/b')]).toEqual([first, second])
    expect(await store.list('documents/two')).toEqual(['documents/two/a', 'documents/two/b'])
    await store.delete(['documents/two/a', 'documents/two/b'])
    expect(await store.list('documents/two')).toEqual([])
  })

  test.runIf(isHere)('keys that leave the folder are refused', async () => {
    for (const key of ['../x', '/x', 'staging/../../x', 'staging//x', 'staging/a b', ''])
      await expect(store.size(key)).rejects.toThrow('not a valid key')
  })

  test.runIf(isHere)(
    'a document goes in and comes out through the addresses that the API signs',
    async () => {
      const bytes = statementOf('through the store')
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const id = await uploads(broker, submissionId, bytes, { sha256, fileName: 'Auszug Müller 口座.pdf' })
      const response = await fetch(await downloadUrl(broker, id))
      expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
      expect(response.headers.get('content-type')).toBe('application/pdf')
      const disposition = response.headers.get('content-disposition')
      expect(disposition).toContain("filename*=UTF-8''Auszug%20M%C3%BCller%20%E5%8F%A3%E5%BA%A7.pdf")
      const part = await fetch(await downloadUrl(broker, id), { headers: { range: 'bytes=0-4' } })
      expect([part.status, await part.text()]).toEqual([206, '%PDF-'])
      expect(await world.sql(`SELECT FROM event WHERE type = 'document.downloaded'`)).toHaveLength(2)
    },
  )

  test.runIf(isHere)('bytes of another size or hash never become a document', async () => {
    const bytes = statementOf('another size')
    const place = await placeFor(broker, submissionId, bytes.length)
    expect((await sends(place, bytes.subarray(1))).ok).toBe(false)
    expect(issues(await completes(broker, place.id))).toEqual(['uploadId NOT_UPLOADED'])
    const wrong = await placeFor(broker, submissionId, bytes.length, { sha256: '00'.repeat(32) })
    await sends(wrong, bytes)
    expect(outcome(await completes(broker, wrong.id))).toBe('422 UPLOAD_MISMATCH')
  })
})
