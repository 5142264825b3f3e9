// Uploads of several files, and the secrecy of signed addresses.

import { inspect } from 'node:util'
import type { UploadProgress } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { apiKey, thrown } from '../call-errors.ts'
import { patient } from '../scripted-answers.ts'
import { apiWith, inputsOf, SIGNATURE, storing } from './storage-server.ts'

const BYTES = new Uint8Array(300_000).map((_, index) => index % 251)
const NAMED = { fileName: 'september.pdf' }

describe('documents.uploadAll', () => {
  it('returns a result for each file, in order; one that fails does not stop the others', async () => {
    const page = '<Error><Message>An own format.</Message></Error>'
    await using storage = await storing((response, { url = '' }) => {
      if (url.startsWith('/upl_2?')) response.writeHead(400, { connection: 'close' }).end(page)
    })
    await using api = await apiWith(storage)
    const { latchkey } = patient(api.url)
    const files = Array.from({ length: 12 }, (_, index) => ({ content: BYTES, fileName: `${index}.pdf` }))
    const seen: UploadProgress[] = []
    const results = await latchkey.documents.uploadAll('sub_1', files, {
      class: 'INVOICE',
      onProgress: (progress) => seen.push(progress),
    })
    expect(results.map(({ fileName }) => fileName)).toEqual(files.map(({ fileName }) => fileName))
    const failed = results.filter(({ ok }) => !ok)
    expect(failed).toMatchObject([{ error: { reason: 'INVALID_RESPONSE', status: 400 } }])
    expect(inspect(failed[0], { depth: 9, showHidden: true })).not.toMatch(/signature|own format/)
    expect(new Set(results.map((result) => result.ok && result.document.id)).size).toBe(12)
    expect(storage.mostOpen).toBeLessThanOrEqual(3)
    expect(inputsOf(api, 'requestDocumentUpload')).toHaveLength(12)
    const shares = seen.map(({ sent, total }) => sent / total)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(seen.at(-1)?.sent).toBe(seen.at(-1)?.total)
    expect(seen.at(-1)?.total).toBeGreaterThanOrEqual(11 * BYTES.length)
    expect(seen.filter(({ file }) => file.sent === file.total).length).toBeGreaterThanOrEqual(11)
  })

  it('returns errors of the files themselves as results, and repeats a failed file under its key', async () => {
    await using storage = await storing((response, _request, nth) =>
      nth === 1 ? void response.destroy() : undefined,
    )
    await using api = await apiWith(storage)
    const { documents } = patient(api.url, { maxRetries: 0 }).latchkey
    const gone = new Error('The drive was removed.')
    const failing = async function* () {
      yield BYTES
      throw gone
    }
    const files = [
      { content: BYTES, fileName: 'broken.pdf' },
      'no-such-folder/canary.pdf',
      new Uint8Array(3),
      { content: failing(), fileName: 'failing.pdf' },
      new File([BYTES.slice(1)], 'other.pdf'),
    ]
    const options = { idempotencyKey: 'job-7', concurrency: 1 }
    const results = await documents.uploadAll('sub_1', files, options)
    expect(results).toMatchObject([
      { ok: false, fileName: 'broken.pdf', error: { reason: 'NETWORK' } },
      { ok: false, fileName: 'canary.pdf', error: { message: expect.stringContaining('(ENOENT)') } },
      { ok: false, fileName: null, error: { message: expect.stringContaining('fileName') } },
      { ok: false, fileName: 'failing.pdf', error: gone },
      { ok: true, fileName: 'other.pdf', document: { id: 'doc_2' } },
    ])
    const failed = files.filter((_, index) => !results[index]?.ok).slice(0, 1)
    expect(await documents.uploadAll('sub_1', failed, options)).toMatchObject([{ ok: true }])
    const [first, , repeated] = inputsOf(api, 'requestDocumentUpload')
    expect(repeated?.variables).toEqual(first?.variables)
    expect(repeated?.headers['idempotency-key']).toBe(first?.headers['idempotency-key'])
  })

  it('returns an error of onProgress as the result of its file', async () => {
    await using storage = await storing()
    await using api = await apiWith(storage)
    const mistake = new TypeError('A mistake in the page.')
    const files = ['0.pdf', '1.pdf'].map((fileName) => ({ content: BYTES, fileName }))
    const onProgress = ({ file }: UploadProgress) => {
      if (file.index === 0 && file.sent > 100_000) throw mistake
    }
    expect(await patient(api.url).latchkey.documents.uploadAll('sub_1', files, { onProgress })).toMatchObject(
      [{ ok: false, error: mistake }, { ok: true }],
    )
  })

  it('stops all files when the signal aborts, also one that yields nothing, and frees their streams', async () => {
    const reason = new Error('The user left.')
    // It never reads, so the transfers wait for it.
    await using storage = await storing(() => new Promise(() => {}))
    await using api = await apiWith(storage)
    const leaving = new AbortController()
    const cancelled: string[] = []
    const silent = new ReadableStream<Uint8Array>({ cancel: () => void cancelled.push('silent') })
    const waiting = new ReadableStream<Uint8Array>({ cancel: () => void cancelled.push('waiting') })
    const { documents } = patient(api.url).latchkey
    const call = (files: Parameters<typeof documents.uploadAll>[1]) =>
      thrown(documents.uploadAll('sub_1', files, { signal: leaving.signal, concurrency: 2 }))
    const calls = [
      call([{ content: silent, fileName: 'silent.pdf' }]),
      call([
        { content: BYTES, fileName: '1.pdf' },
        { content: BYTES, fileName: '2.pdf' },
        { content: waiting, byteSize: 9, fileName: '3.pdf' },
      ]),
    ]
    await expect.poll(() => storage.mostOpen).toBe(2)
    leaving.abort(reason)
    expect(await Promise.all(calls)).toEqual([reason, reason])
    await expect.poll(() => cancelled.toSorted()).toEqual(['silent', 'waiting'])
    expect(inputsOf(api, 'requestDocumentUpload')).toHaveLength(2)
    expect(inputsOf(api, 'completeDocumentUpload')).toEqual([])
  })

  it('can be empty', async () => {
    await using storage = await storing()
    expect(await patient(storage.url).latchkey.documents.uploadAll('sub_1', [])).toEqual([])
  })
})

describe('the signed address', () => {
  it('is in no error, also not in one of fetch', async () => {
    await using storage = await storing()
    await using api = await apiWith(storage)
    const printed: string[] = []
    for (const answer of [
      (url: string) => Promise.reject(new TypeError(`Failed to fetch ${url}`, { cause: new Error(url) })),
      (url: string) => Promise.resolve(new Response(url, { status: 400 })),
      (url: string) => Promise.resolve(Response.redirect(url, 307)),
      (url: string) =>
        Promise.resolve(
          Response.json(
            { errors: [{ message: `No ${url}`, extensions: { code: 'NOT_FOUND', status: 404 } }] },
            { status: 404 },
          ),
        ),
    ]) {
      const { latchkey } = patient(api.url, {
        fetch: (input, init) =>
          String(input).startsWith(storage.url) ? answer(String(input)) : fetch(input, init),
      })
      for (const call of [
        () => latchkey.documents.upload('sub_1', BYTES, NAMED),
        () => latchkey.documents.download('doc_1'),
      ]) {
        const error = await thrown(call())
        printed.push(inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), String(error))
      }
    }
    expect(printed).toHaveLength(24)
    expect(printed.filter((text) => text.includes(SIGNATURE) || text.includes(apiKey))).toEqual([])
  })

  it('is not opened over plain http for an API over https', async () => {
    const { latchkey } = patient('https://api.example/graphql', {
      fetch: async () =>
        Response.json({
          data: { requestDocumentUpload: { id: 'upl_1', url: 'http://s3.example/x', headers: [] } },
        }),
    })
    expect(await thrown(latchkey.documents.upload('sub_1', BYTES, NAMED))).toMatchObject({
      name: 'LatchkeyError',
      message: 'The server returned a storage address that is not an https URL.',
    })
  })
})
