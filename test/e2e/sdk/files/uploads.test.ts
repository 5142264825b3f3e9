// Uploads of the SDK: contents, progress, retries with new addresses, and what is not sent.

import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { FileContent, UploadProgress } from '@latchkey/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printed, thrown } from '../call-errors.ts'
import { patient } from '../scripted-answers.ts'
import { apiWith, inputsOf, SIGNATURE, storing } from './storage-server.ts'

const BYTES = new Uint8Array(300_000).map((_, index) => index % 251)
const SHA256 = createHash('sha256').update(BYTES).digest('hex')
const NAMED = { fileName: 'september.pdf' }

let folder: string
let path: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-files-'))
  path = join(folder, 'september.pdf')
  await writeFile(path, BYTES)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('documents.upload', () => {
  it.each<[what: string, content: () => FileContent | Promise<FileContent>, byteSize?: number]>([
    ['a path', () => path],
    ['a Blob of a path', () => openAsBlob(path)],
    ['a Blob', () => new Blob([BYTES], { type: 'application/pdf' })],
    ['a File', () => new File([BYTES], 'other.pdf')],
    ['bytes', () => BYTES],
    ['a Buffer', () => Buffer.from(BYTES)],
    ['an ArrayBuffer', () => BYTES.buffer],
    ['a web stream', () => new Blob([BYTES]).stream()],
    ['a Node stream', () => createReadStream(path)],
    ['a web stream of known size', () => new Blob([BYTES]).stream(), BYTES.length],
    ['a Node stream of known size', () => createReadStream(path), BYTES.length],
  ])('sends %s whole, with its length and without the credential', async (_what, content, byteSize) => {
    await using storage = await storing()
    await using api = await apiWith(storage)
    const { latchkey } = patient(api.url, { headers: { 'x-internal': 'for the API only' } })
    const seen: UploadProgress[] = []
    const file = { content: await content(), ...NAMED, ...(byteSize === undefined ? {} : { byteSize }) }
    const statement = { class: 'BANK_STATEMENT', periodMonth: '2026-09', accountLast4: '1234' } as const
    const onProgress = (progress: UploadProgress) => seen.push(progress)
    expect(await latchkey.documents.upload('sub_1', file, { ...statement, onProgress })).toEqual({
      id: 'doc_1',
    })
    expect(storage.stored).toHaveLength(1)
    const [{ headers, ...stored }] = storage.stored as [(typeof storage.stored)[0]]
    expect(stored).toMatchObject({ byteSize: BYTES.length, sha256: SHA256 })
    expect(headers['content-length']).toBe(String(BYTES.length))
    for (const absent of [
      'x-api-key',
      'authorization',
      'cookie',
      'x-internal',
      'transfer-encoding',
      'content-type',
    ])
      expect(headers[absent]).toBeUndefined()
    const [request] = inputsOf(api, 'requestDocumentUpload')
    expect(request?.variables['input']).toEqual({
      submissionId: 'sub_1',
      byteSize: BYTES.length,
      // The bytes of a stream of known size are not known before they are sent.
      sha256: byteSize === undefined ? SHA256 : null,
      ...NAMED,
      ...statement,
    })
    const sent = seen.map((progress) => progress.sent)
    expect(sent).toEqual(sent.toSorted((a, b) => a - b))
    expect(sent.length).toBeGreaterThan(1)
    const total = BYTES.length
    expect(seen.at(-1)).toEqual({
      sent: total,
      total,
      file: { index: 0, fileName: 'september.pdf', sent: total, total },
    })
  })

  it('uses the name of a File, a path or a file stream, and needs one for other contents', async () => {
    await using storage = await storing()
    await using api = await apiWith(storage)
    const { documents } = patient(api.url).latchkey
    await documents.upload('sub_1', new File([BYTES], 'other.pdf'))
    await documents.upload('sub_1', path)
    await documents.upload('sub_1', createReadStream(path))
    const names = inputsOf(api, 'requestDocumentUpload').map(
      ({ variables }) => Object(variables['input']).fileName,
    )
    expect(names).toEqual(['other.pdf', 'september.pdf', 'september.pdf'])
    const requests = api.requested.length
    for (const [call, message] of [
      [() => documents.upload('sub_1', BYTES), 'fileName'],
      [
        () => documents.upload('sub_1', { content: new Blob([BYTES]).stream(), byteSize: -1, ...NAMED }),
        'byteSize',
      ],
      [() => documents.upload('sub_1', '', NAMED), 'A file must be'],
      [() => documents.upload('sub_1', { content: 5 as never, ...NAMED }), 'A file must be'],
      [() => documents.upload('sub_1', folder), 'must lead to a file'],
      [() => documents.upload('sub_1', join(folder, 'canary.pdf')), 'cannot be read (ENOENT)'],
      [() => documents.uploadAll('sub_1', path as never), 'array of files'],
      [() => documents.uploadAll('sub_1', [BYTES], { concurrency: 0 }), 'concurrency'],
    ] as const) {
      const error = await thrown(call())
      expect(error).toMatchObject({ name: 'LatchkeyError', message: expect.stringContaining(message) })
      expect(printed(error)).not.toContain('canary')
    }
    expect(api.requested).toHaveLength(requests)
  })

  it('reads a stream of unknown size up to the limit of the server', async () => {
    await using storage = await storing()
    await using api = await apiWith(storage)
    let isClosed = false
    const endless = async function* () {
      try {
        for (;;) yield BYTES
      } finally {
        isClosed = true
      }
    }
    expect(await thrown(patient(api.url).latchkey.documents.upload('sub_1', endless(), NAMED))).toMatchObject(
      {
        message: 'The content of a file has more than 26214400 bytes.',
      },
    )
    expect([isClosed, api.requested]).toEqual([true, []])
  })

  it.each<[what: string, fails: Parameters<typeof storing>[0]]>([
    ['a broken connection', (response) => void response.destroy()],
    ['a 503', (response) => void response.writeHead(503, { connection: 'close' }).end()],
    [
      'a 503 after all bytes',
      async (response, request) => {
        await buffer(request)
        response.writeHead(503).end()
      },
    ],
  ])('repeats the transfer after %s, at a new address', async (_what, fails) => {
    await using storage = await storing((response, request, nth) =>
      nth > 2 ? undefined : fails?.(response, request, nth),
    )
    await using api = await apiWith(storage)
    const { latchkey, pauses } = patient(api.url)
    const seen: number[] = []
    const upload = latchkey.documents.upload('sub_1', path, {
      idempotencyKey: 'job-7',
      onProgress: ({ sent }) => seen.push(sent),
    })
    expect(await upload).toEqual({ id: 'doc_3' })
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b))
    expect(seen.at(-1)).toBe(BYTES.length)
    expect(pauses).toHaveLength(2)
    expect(storage.stored).toMatchObject([{ path: `/upl_3?signature=${SIGNATURE}`, sha256: SHA256 }])
    const keys = api.requested.map(({ headers }) => headers['idempotency-key'])
    const keyed = `job-7_${SHA256.slice(0, 32)}`
    expect(keys).toEqual(['request1', 'request2', 'request3', 'complete3'].map((step) => `${keyed}_${step}`))
  })

  it('does not repeat a stream, which can be read only once', async () => {
    await using storage = await storing((response) => void response.destroy())
    await using api = await apiWith(storage)
    const content = { content: createReadStream(path), byteSize: BYTES.length, ...NAMED }
    expect(await thrown(patient(api.url).latchkey.documents.upload('sub_1', content))).toMatchObject({
      reason: 'NETWORK',
      maybeApplied: false,
    })
    expect(api.requested).toHaveLength(1)
  })

  it('rejects with the own error of a content, and refuses a content of another size', async () => {
    await using storage = await storing()
    await using api = await apiWith(storage)
    const { documents } = patient(api.url).latchkey
    const gone = new Error('The drive was removed.')
    const failing = async function* () {
      yield BYTES
      throw gone
    }
    const upload = (content: FileContent, byteSize: number) =>
      thrown(documents.upload('sub_1', { content, byteSize, ...NAMED }))
    expect(await upload(failing(), BYTES.length * 2)).toBe(gone)
    for (const [byteSize, word] of [
      [BYTES.length - 1, 'more'],
      [BYTES.length + 1, 'fewer'],
    ] as const)
      expect(await upload(new Blob([BYTES]).stream(), byteSize)).toMatchObject({
        message: `The content of a file has ${word} than ${byteSize} bytes.`,
      })
    const onProgress = () => {
      throw gone
    }
    expect(await thrown(documents.upload('sub_1', BYTES, { ...NAMED, onProgress }))).toBe(gone)
    expect(storage.stored).toEqual([])
  })

  it('stops when the signal aborts, with little of the file read', async () => {
    const reason = new Error('The user left.')
    // It never reads, so the transfer waits for it.
    await using storage = await storing(() => new Promise(() => {}))
    await using api = await apiWith(storage)
    const leaving = new AbortController()
    let read = 0
    let idle: NodeJS.Timeout | undefined
    const endless = async function* () {
      for (;;) {
        read += BYTES.length
        clearTimeout(idle)
        idle = setTimeout(() => leaving.abort(reason), 200)
        yield BYTES
      }
    }
    const file = { content: endless(), byteSize: 1_000 * BYTES.length, ...NAMED }
    const { latchkey } = patient(api.url)
    expect(await thrown(latchkey.documents.upload('sub_1', file, { signal: leaving.signal }))).toBe(reason)
    expect(read).toBeLessThan(100 * BYTES.length)
    expect(inputsOf(api, 'completeDocumentUpload')).toEqual([])
  })
})
