// Downloads of the SDK: names, streams, retries and broken connections.

import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { thrown } from './call-errors.ts'
import { patient } from './scripted-answers.ts'
import { apiWith, SIGNATURE, storing } from './storage-server.ts'

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
    const { stream, blob, ...file } = await latchkey.documents.download('doc_1')
    expect(file).toEqual({ fileName, mediaType: 'application/pdf', byteSize: 3 })
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
  const { blob, ...file } = await patient(api.url).latchkey.documents.downloadAll('sub_1')
  expect(file).toMatchObject({
    fileName: 'documents-sub_1.zip',
    mediaType: 'application/zip',
    byteSize: null,
  })
  const whole = await blob()
  expect([await whole.text(), whole.type]).toEqual(['PK', 'application/zip'])
})

test('a broken start is repeated with a new address; a broken rest fails the stream', async () => {
  await using storage = await storing((response, _request, nth) => {
    if (nth === 1) response.destroy()
    else response.writeHead(200, { 'content-length': 10 }).write('abc', () => response.destroy())
  })
  await using api = await apiWith(storage)
  const { latchkey, pauses } = patient(api.url)
  const { stream } = await latchkey.documents.download('doc_1')
  expect(pauses).toHaveLength(1)
  expect(api.requested).toHaveLength(2)
  const error = await thrown(text(stream))
  expect(error).toMatchObject({ name: 'LatchkeyConnectionError', reason: 'NETWORK', maybeApplied: false })
  expect(JSON.stringify(error) + String(error)).not.toContain(SIGNATURE)
})

test('a download that stalls times out, and one that is aborted rejects with the reason', async () => {
  await using storage = await storing((response) => {
    response.writeHead(200, { 'content-length': 10 }).write('abc')
  })
  await using api = await apiWith(storage)
  const { stream } = await patient(api.url, { timeoutMs: 300, maxRetries: 10 }).latchkey.documents.download(
    'doc_1',
  )
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
