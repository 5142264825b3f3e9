// Uploads of several files by the SDK: one result each, a limit on how many run at once.

import { inspect } from 'node:util'
import type { UploadProgress } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import type { Answering } from './fake-server.ts'
import { patient } from './scripted-answers.ts'
import { apiWith, storing } from './storage-server.ts'

const BYTES = new Uint8Array(300_000).map((_, index) => index % 251)

const inputsOf = ({ requested }: Answering, operation: string) =>
  requested.filter(({ query = '' }) => query.includes(`mutation ${operation}(`))

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
