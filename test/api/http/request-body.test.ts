// Methods and request bodies of /graphql: sizes, encodings, media types, and what is not logged.

import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const VIEWER = '{ viewer { environment } }'

/** Sends a request with a chunked body and no Content-Length. */
function chunked(bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-api-key': funder.secret, 'content-type': 'application/json' }
    const sent = request(`${world.url}/graphql`, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    for (let left = bytes; left > 0; left -= 65_536) sent.write(' '.repeat(Math.min(left, 65_536)))
    sent.end()
  })
}
describe('methods and bodies', () => {
  test('allows queries by GET, and mutations by POST only', async () => {
    const get = (query: string) =>
      fetch(`${world.url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: { 'x-api-key': funder.secret },
      })
    expect((await get(VIEWER)).status).toBe(200)
    const mutation = await get('mutation { deleteApiKey(input: { id: "x" }) { id } }')
    expect(mutation.status).toBe(405)
    expect(await mutation.json()).toMatchObject({
      errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }],
    })
    expect(mutation.headers.get('allow')).toBe('POST')
  })

  test('returns 413 above 256 KiB, with and without Content-Length', async () => {
    const limit = 256 * 1024
    const rest = JSON.stringify({ query: VIEWER, variables: {} }).length
    const padded = (bytes: number) => `${VIEWER}#${'x'.repeat(bytes - rest - 1)}`
    expect(outcome(await funder.query(padded(limit)))).toBe('200')
    const answer = await funder.query(padded(limit + 1))
    expect(outcome(answer)).toBe('413 PAYLOAD_TOO_LARGE')
    expect(answer.body.errors[0].message).toContain('256 KiB')
    expect(await chunked(3_000_000)).toBe(413)
    expect(outcome(await funder.query(VIEWER))).toBe('200')
  })

  test('returns an error for invalid UTF-8 and unsupported media types', async () => {
    const send = async (type: string, body: BodyInit, accept = '*/*') => {
      const headers = { 'x-api-key': funder.secret, 'content-type': type, accept }
      const response = await fetch(`${world.url}/graphql`, { method: 'POST', headers, body })
      return `${response.status} ${(await response.json()).errors[0].extensions.code}`
    }
    const document = JSON.stringify({ query: VIEWER })
    expect(await send('application/json', new Uint8Array([0x7b, 0xff, 0x7d]))).toBe('400 BAD_REQUEST')
    expect(await send('multipart/form-data; boundary=x', document)).toBe('415 UNSUPPORTED_MEDIA_TYPE')
    expect(await send('application/json', document, 'image/png')).toBe('406 NOT_ACCEPTABLE')
  })

  test('does not execute a mutation whose response type is not acceptable', async () => {
    const broker = await funder.broker('accepts-nothing.example')
    const query = 'mutation { createSubmission(input: { name: "Nobody would hear of it" }) { id } }'
    for (const accept of ['text/html', 'text/event-stream', 'application/xml, text/*']) {
      const { status, body } = await broker.query(query, {}, { headers: { accept } })
      expect([status, body.errors[0].extensions.code]).toEqual([406, 'NOT_ACCEPTABLE'])
    }
    const { body } = await broker.query('{ submissions { totalCount } }')
    expect(body.data.submissions.totalCount).toBe(0)
  })

  test('returns an error for URL variables that are not JSON and logs nothing of them', async () => {
    for (const parameter of ['variables', 'extensions']) {
      const url = `${world.url}/graphql?query=${encodeURIComponent(VIEWER)}&${parameter}=canary-in-a-url`
      const response = await fetch(url, { headers: { 'x-api-key': funder.secret } })
      expect([response.status, (await response.json()).errors[0].extensions.code]).toEqual([
        400,
        'BAD_REQUEST',
      ])
    }
    expect(world.log.filter((line) => line.includes('canary-in-a-url'))).toEqual([])
  })

  test('does not log a path or query string that may contain a key', async () => {
    await fetch(`${world.url}/graphql/${funder.secret}`)
    await fetch(`${world.url}/health?key=${funder.secret}`)
    expect(world.log.filter((line) => line.includes(funder.secret))).toEqual([])
    const answer = await (await funder.logsIn()).query('{ user(id: "x") { id } }')
    expect(outcome(answer)).toBe('404 NOT_FOUND')
    const [line] = world.log.filter((one) => one.includes(answer.headers.get('x-request-id') ?? '-'))
    expect(JSON.parse(line ?? '')).toMatchObject({ path: '/graphql', code: 'NOT_FOUND' })
  })

  test('rejects batches and empty or malformed bodies', async () => {
    for (const body of [
      '',
      '{',
      '[]',
      `[{"query":"${VIEWER}"},{"query":"${VIEWER}"}]`,
      'null',
      '"x"',
      '{"query":1}',
    ]) {
      const headers = { 'x-api-key': funder.secret, 'content-type': 'application/json' }
      const response = await fetch(`${world.url}/graphql`, { method: 'POST', headers, body })
      expect([body, response.status]).toEqual([body, 400])
      expect(await response.json(), body).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] })
    }
  })
})
