// Downloads that are saved to a file: whole or not at all, never over another file.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConnectionOptions } from '@latchkey/sdk'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { printed, thrown } from '../call-errors.ts'
import { patient } from '../scripted-answers.ts'
import { apiWith, SIGNATURE, storing } from './storage-server.ts'

const BYTES = new Uint8Array(300_000).map((_, index) => index % 251)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-saved-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** An API with one document and a ZIP, both of BYTES. `reply` answers the requests for the content. */
async function serving(reply: Parameters<typeof storing>[0], options: Partial<ConnectionOptions> = {}) {
  const storage = await storing(reply)
  const api = await apiWith(storage, BYTES)
  return {
    documents: patient(api.url, options).latchkey.documents,
    requested: api.requested,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]()
      await storage[Symbol.asyncDispose]()
    },
  }
}

test('saves the whole file, by its own name in a folder', async () => {
  await using server = await serving((response) => {
    response.writeHead(200, { 'content-disposition': `attachment; filename="a:b.pdf"` }).end(BYTES)
  })
  const path = join(folder, 'september.pdf')
  const saved = await server.documents.download('doc_1', { toFile: path })
  expect(saved).toMatchObject({ path, fileName: 'a:b.pdf', byteSize: BYTES.length })
  const other = await server.documents.download('doc_1', { toFile: `${folder}/` })
  expect(other.path).toBe(join(folder, 'a_b.pdf'))
  const third = await (await server.documents.download('doc_1')).toFile(join(folder, 'third.pdf'))
  for (const one of [saved, other, third]) expect(Buffer.compare(await readFile(one.path), BYTES)).toBe(0)
  expect((await readdir(folder)).toSorted()).toEqual(['a_b.pdf', 'september.pdf', 'third.pdf'])
})

test('replaces no file unless it may, also none that appears during the download', async () => {
  const path = join(folder, 'september.pdf')
  await using server = await serving(async (response, _request, nth) => {
    if (nth === 1) await writeFile(path, 'another program')
    response.end(BYTES)
  })
  const refused = { name: 'LatchkeyError', message: expect.stringContaining('`overwrite: true`') }
  expect(await thrown(server.documents.download('doc_1', { toFile: path }))).toMatchObject(refused)
  const requests = server.requested.length
  expect(await thrown(server.documents.download('doc_1', { toFile: path }))).toMatchObject(refused)
  expect(server.requested).toHaveLength(requests)
  expect(await readFile(path, 'utf8')).toBe('another program')
  await server.documents.download('doc_1', { toFile: path, overwrite: true })
  expect(Buffer.compare(await readFile(path), BYTES)).toBe(0)
  expect(await readdir(folder)).toEqual(['september.pdf'])
})

test('resumes a document, and starts a ZIP again', async () => {
  await using server = await serving((response, { headers }, nth) => {
    if (nth % 2 === 1)
      return void response.writeHead(200).write(BYTES.subarray(0, 100_000), () => response.destroy())
    const start = Number(/\d+/.exec(headers.range ?? '0')?.[0])
    response.writeHead(headers.range === undefined ? 200 : 206).end(BYTES.subarray(start))
  })
  for (const { path, byteSize } of [
    await server.documents.download('doc_1', { toFile: join(folder, 'a.pdf') }),
    await server.documents.downloadAll('sub_1', { toFile: join(folder, 'all.zip') }),
  ]) {
    expect(byteSize).toBe(BYTES.length)
    expect(Buffer.compare(await readFile(path), BYTES)).toBe(0)
  }
})

test('leaves nothing behind when it fails or is aborted', async () => {
  const leaving = new AbortController()
  const reason = new Error('The user left.')
  await using server = await serving((response, { url = '' }, nth) => {
    if (nth < 4) response.end(url.startsWith('/zip') ? BYTES : BYTES.toReversed())
    else response.writeHead(200, { 'content-length': BYTES.length }).write(BYTES.subarray(0, 10))
  })
  const path = join(folder, 'september.pdf')
  const error = await thrown(server.documents.download('doc_1', { toFile: path }))
  expect(error).toMatchObject({ reason: 'INVALID_RESPONSE' })
  expect(printed(error)).not.toContain(SIGNATURE)
  expect(await readdir(folder)).toEqual([])
  const download = server.documents.download('doc_1', { toFile: path, signal: leaving.signal })
  await expect.poll(() => readdir(folder)).toHaveLength(1)
  leaving.abort(reason)
  expect(await thrown(download)).toBe(reason)
  expect(await readdir(folder)).toEqual([])
})

test('says why a file cannot be saved, without its path', async () => {
  await using server = await serving((response) => void response.end(BYTES))
  await mkdir(join(folder, 'september.pdf'))
  for (const [toFile, message] of [
    [join(folder, 'canary', 'a.pdf'), 'cannot be saved (ENOENT)'],
    ['', 'non-empty string'],
  ] as const) {
    const error = await thrown(server.documents.download('doc_1', { toFile }))
    expect(error).toMatchObject({ name: 'LatchkeyError', message: expect.stringContaining(message) })
    expect(printed(error)).not.toContain('canary')
  }
})
