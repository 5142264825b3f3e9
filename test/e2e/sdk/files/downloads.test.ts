// Downloads of the SDK: names, streams, retries and broken connections.

import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer, text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { printed, thrown } from '../call-errors.ts'
import { patient } from '../scripted-answers.ts'
import { apiWith, SIGNATURE, storing } from './storage-server.ts'

const ABC = new TextEncoder().encode('abc')
const BYTES = new Uint8Array(300_000).map((_, index) => index % 251)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('a download has its name, type, size and content; no credential is sent', async () => {
  const names: [disposition: string | undefined, fileName: string][] = [
    [`attachment; filename="?.pdf"; filename*=UTF-8''%E5%8F%A3%E5%BA%A7.pdf`, '口座.pdf'],
    ['attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'],
    ['attachment; filename=plain.pdf', 'plain.pdf'],
    [`attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd`, 'passwd'],
    [`attachment; filename*=UTF-8''%E5%8F; filename="half.pdf"`, 'half.pdf'],
    [undefined, 'known.pdf'],
  ]
  const seen: unknown[] = []
  await using storage = await storing((response, { headers }, nth) => {
    seen.push(headers['x-api-key'], headers['authorization'])
    const [disposition] = names[nth - 1] ?? []
    response.writeHead(200, {
      'content-type': 'application/pdf',
      'content-length': 3,
      ...(disposition === undefined ? {} : { 'content-disposition': disposition }),
    })
    response.end('abc')
  })
  await using api = await apiWith(storage)
  const { latchkey } = patient(api.url)
  for (const [, fileName] of names) {
    const { stream, blob, toFile, ...file } = await latchkey.documents.download('doc_1')
    expect(file).toEqual({ fileName, mediaType: 'application/pdf', byteSize: 3, sha256: sha256(ABC) })
    expect(await text(stream)).toBe('abc')
  }
  expect(seen.filter((value) => value !== undefined)).toEqual([])
})

test('downloadAll is a ZIP of unknown size; blob() reads it whole', async () => {
  await using storage = await storing((response, { url }) => {
    expect(url).toMatch(/^\/zip\?/)
    response.writeHead(200, { 'content-type': 'application/zip' }).end('PK')
  })
  await using api = await apiWith(storage)
  const { blob, stream, toFile, ...file } = await patient(api.url).latchkey.documents.downloadAll('sub_1')
  expect(file).toMatchObject({
    fileName: 'documents-sub_1.zip',
    mediaType: 'application/zip',
    byteSize: null,
  })
  const whole = await blob()
  expect([await whole.text(), whole.type]).toEqual(['PK', 'application/zip'])
})

/** Sends the range that was requested, and breaks the connection after `bytes`. */
function part(response: ServerResponse, { headers }: IncomingMessage, most = BYTES.length): void {
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)
  const range = { 'content-range': `bytes ${start}-${BYTES.length - 1}/${BYTES.length}` }
  response.writeHead(start === 0 ? 200 : 206, {
    'content-length': BYTES.length - start,
    ...(start === 0 ? {} : range),
  })
  const bytes = BYTES.subarray(start, start + most)
  if (start + most >= BYTES.length) response.end(bytes)
  else response.write(bytes, () => response.destroy())
}

test('a download is resumed at a new address after a broken start, a broken rest and a 503', async () => {
  const ranges: unknown[] = []
  await using storage = await storing((response, request, nth) => {
    ranges.push(request.headers.range)
    if (nth === 1) response.destroy()
    else if (nth === 3) response.writeHead(503).end()
    else part(response, request, 100_000)
  })
  await using api = await apiWith(storage, BYTES)
  const { latchkey, pauses } = patient(api.url, { maxRetries: 4 })
  const { stream } = await latchkey.documents.download('doc_1')
  expect(sha256(await buffer(stream))).toBe(sha256(BYTES))
  expect(ranges.slice(0, 2)).toEqual([undefined, undefined])
  expect(ranges.slice(2).every((range) => /^bytes=[1-9]\d*-$/.test(String(range)))).toBe(true)
  expect(pauses).toHaveLength(4)
  expect(api.requested).toHaveLength(5)
})

test('a server without ranges sends the whole file again, and no byte comes twice', async () => {
  await using storage = await storing((response, _request, nth) => {
    response.writeHead(200, { 'content-length': BYTES.length })
    if (nth === 1) response.write(BYTES.subarray(0, 100_000), () => response.destroy())
    else response.end(BYTES)
  })
  await using api = await apiWith(storage, BYTES)
  const { stream } = await patient(api.url).latchkey.documents.download('doc_1')
  expect(sha256(await buffer(stream))).toBe(sha256(BYTES))
})

test('a download fails after maxRetries, and when the content is another one', async () => {
  const wrong = BYTES.toReversed()
  const answers: [Parameters<typeof storing>[0], object][] = [
    [(response, request) => part(response, request, 10), { reason: 'NETWORK', maybeApplied: false }],
    [(response) => void response.end(wrong), { reason: 'INVALID_RESPONSE' }],
    [(response) => void response.end(Buffer.concat([BYTES, BYTES])), { reason: 'INVALID_RESPONSE' }],
    [(response) => void response.end(BYTES.subarray(1)), { reason: 'NETWORK' }],
  ]
  for (const [answer, expected] of answers) {
    await using storage = await storing(answer)
    await using api = await apiWith(storage, BYTES)
    const { documents } = patient(api.url, { maxRetries: 2 }).latchkey
    const file = await documents.download('doc_1')
    for (const error of [
      await thrown(buffer(file.stream)),
      await thrown((await documents.download('doc_1')).blob()),
    ]) {
      expect(error).toMatchObject({ name: 'LatchkeyConnectionError', ...expected })
      expect(printed(error)).not.toContain(SIGNATURE)
    }
    expect(await thrown(file.blob())).toMatchObject({ message: expect.stringContaining('read once') })
  }
})

test('a download that stalls times out, and one that is aborted rejects with the reason', async () => {
  await using storage = await storing((response) => {
    response.writeHead(200, { 'content-length': 10 }).write('abc')
  })
  await using api = await apiWith(storage, new Uint8Array(10))
  const options = { timeoutMs: 300, maxRetries: 0 }
  const { stream } = await patient(api.url, options).latchkey.documents.download('doc_1')
  expect(await thrown(text(stream))).toMatchObject({ reason: 'TIMEOUT' })
  const leaving = new AbortController()
  const { signal } = leaving
  const file = await patient(api.url).latchkey.documents.download('doc_1', { signal })
  const reason = new Error('The user left.')
  const reading = thrown(text(file.stream))
  leaving.abort(reason)
  expect(await reading).toBe(reason)
})

test('a document that waits for the scanner cannot be downloaded', async () => {
  await using storage = await storing()
  await using api = await apiWith(storage)
  expect(await thrown(patient(api.url).latchkey.documents.download('doc_scanning'))).toMatchObject({
    code: 'DOCUMENT_NOT_FOUND',
    status: 404,
    message: 'This document is SCANNING, so it cannot be downloaded.',
  })
})
