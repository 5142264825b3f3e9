// Uploads of several files, and the secrecy of signed addresses.

import { inspect } from 'node:util'
import type { UploadProgress } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { apiKey, thrown } from './call-errors.ts'
import { patient } from './scripted-answers.ts'
import { apiWith, inputsOf, SIGNATURE, storing } from './storage-server.ts'

const BYTES = new Uint8Array(300_000).map((_, index) => index % 251)
const NAMED = { fileName: 'september.pdf' }

describe('several files', () => {
  it('have a result each, in order; one that fails does not stop the others', async () => {
    const page = '<Error><Message>An own format.</Message></Error>'
    await using storage = await storing((response, { url = '' }) => {
      if (url.startsWith('/upl_2?')) response.writeHead(400, { connection: 'close' }).end(page)
    })
    await using api = await apiWith(storage)
    const { latchkey } = patient(api.url)
    const files = Array.from({ length: 12 }, (_, index) => ({ content: BYTES, fileName: `${index}.pdf` }))
    const last: UploadProgress[] = []
    const results = await latchkey.documents.upload('sub_1', files, {
      class: 'INVOICE',
      onProgress: (progress) => last.push(progress),
    })
    expect(results.map(({ fileName }) => fileName)).toEqual(files.map(({ fileName }) => fileName))
    const failed = results.filter(({ error }) => error !== null)
    expect(failed).toHaveLength(1)
    expect(failed[0]).toMatchObject({ document: null, error: { reason: 'INVALID_RESPONSE', status: 400 } })
    expect(inspect(failed[0], { depth: 9, showHidden: true })).not.toMatch(/signature|own format/)
    expect(new Set(results.map(({ document }) => document?.id)).size).toBe(12)
    expect(storage.mostOpen).toBeLessThanOrEqual(3)
    expect(inputsOf(api, 'requestDocumentUpload')).toHaveLength(12)
    expect(last.at(-1)?.total).toBe(12 * BYTES.length)
    expect(last.filter(({ file }) => file.sent === file.total).length).toBeGreaterThanOrEqual(11)
  })

  it('can be empty', async () => {
    await using storage = await storing()
    expect(await patient(storage.url).latchkey.documents.upload('sub_1', [])).toEqual([])
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
