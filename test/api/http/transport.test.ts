// HTTP transport: methods, bodies, statuses, headers, origins, and the pages beside the API.

import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld({ allowedOrigins: ['https://app.example'] })
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

describe('statuses', () => {
  test('every response has its request id in the header and in the error', async () => {
    const answer = await funder.query('{ apiKey(id: "x") { id } }')
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.body.errors[0].extensions).toEqual({
      code: 'API_KEY_NOT_FOUND',
      status: 404,
      requestId: answer.headers.get('x-request-id'),
      issues: [],
      docUrl: `${world.url}/problems#API_KEY_NOT_FOUND`,
    })
    expect(
      world.log.some(
        (line) => line.includes(answer.headers.get('x-request-id') ?? '-') && line.includes('"status":404'),
      ),
    ).toBe(true)
  })

  test('an error with partial data does not change the status', async () => {
    const answer = await funder.query(
      '{ viewer { environment } node(id: "apk_01j00000000000000000000000") { id } }',
    )
    expect(outcome(answer)).toBe('200')
  })

  test('returns BAD_REQUEST for two mutation fields and executes neither', async () => {
    const broker = await funder.broker('bee.example')
    const one = `deleteApiKey(input: { id: "${broker.apiKeyId}" }) { id }`
    for (const document of [
      `mutation { a: ${one} b: ${one} }`,
      `mutation { ...F ... on Mutation { b: ${one} } } fragment F on Mutation { a: ${one} }`,
      `mutation { ...F ...F2 } fragment F on Mutation { a: ${one} } fragment F2 on Mutation { ...F b: ${one} }`,
    ]) {
      expect(outcome(await funder.query(document))).toBe('400 BAD_REQUEST')
    }
    expect(outcome(await broker.query(VIEWER))).toBe('200')
  })

  test('reveals nothing of an internal error and logs it', async () => {
    await using broken = await createWorld()
    const own = await broken.funder()
    await broken.sql('ALTER TABLE submission RENAME TO canary_table')
    const answer = await own.query('{ submissions { totalCount } }')
    expect(outcome(answer)).toBe('500 INTERNAL')
    expect(JSON.stringify(answer.body)).not.toMatch(/canary|prisma|submission"/i)
    expect(broken.log.join('')).toContain(answer.body.errors[0].extensions.requestId)
  })
})

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

describe('documents that are too expensive', () => {
  test('rejects nested fragments without expanding them', async () => {
    const fragments = Array.from(
      { length: 40 },
      (_, i) => `fragment F${i} on Mutation { ...F${i + 1} ...F${i + 1} }`,
    )
    const answer = await funder.query(
      `mutation { ...F0 } ${fragments.join(' ')} fragment F40 on Mutation { __typename }`,
    )
    expect(outcome(answer)).toBe('400 QUERY_TOO_COMPLEX')
    const circle =
      'mutation { ...A } fragment A on Mutation { ...B ...B } fragment B on Mutation { ...A ...A }'
    expect(outcome(await funder.query(circle))).toBe('200 BAD_REQUEST')
  })

  test('returns BAD_REQUEST for too many tokens and too deep nesting', async () => {
    for (const document of [
      `{ ${'a '.repeat(6_000)} }`,
      '{a'.repeat(100_000),
      `{ ${'a(b: ['.repeat(3_000)}`,
    ]) {
      expect(outcome(await funder.query(document))).toMatch(/^(200|400) BAD_REQUEST$/)
    }
  })

  test('returns an error for values that PostgreSQL rejects and logs no internal error', async () => {
    const nul = 'a\u0000b'
    for (const [query, variables] of [
      ['query ($id: ID!) { submission(id: $id) { id } }', { id: nul }],
      ['query ($id: ID!) { apiKey(id: $id) { id } }', { id: nul }],
      ['query ($id: ID!) { node(id: $id) { id } }', { id: nul }],
      ['mutation ($id: ID!) { deleteApiKey(input: { id: $id }) { id } }', { id: nul }],
      [
        'query ($f: SubmissionFilter) { submissions(filter: $f) { totalCount } }',
        { f: { externalReference: nul } },
      ],
      [
        'query ($f: SubmissionFilter) { submissions(filter: $f) { totalCount } }',
        { f: { createdFrom: '0000-01-01T00:00:00Z' } },
      ],
      [
        'query ($f: SubmissionFilter) { submissions(filter: $f) { totalCount } }',
        { f: { createdTo: '2026-02-30T00:00:00Z' } },
      ],
      ['query ($f: ApiKeyFilter) { apiKeys(filter: $f) { totalCount } }', { f: { brokerId: nul } }],
    ] as const) {
      expect(outcome(await funder.query(query, variables)), query).toMatch(
        /^(200|400 BAD_REQUEST|404 \w+|200 BAD_REQUEST)$/,
      )
    }
    expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([])
  })
})

describe('origins', () => {
  const preflight = (origin: string) =>
    fetch(`${world.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-api-key',
      },
    })

  test('allows a configured origin, without credentials', async () => {
    const { headers, status } = await preflight('https://app.example')
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example')
    expect(headers.get('access-control-allow-headers')).toContain('x-api-key')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  })

  test.each(['https://evil.example', 'null', 'https://app.example.evil.example', 'http://app.example'])(
    '%s is not reflected',
    async (origin) => {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull()
      const answer = await funder.query(VIEWER, {}, { headers: { origin } })
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    },
  )
})

describe('paths other than the API', () => {
  test('serves health, readiness and the page of error codes', async () => {
    expect(await (await fetch(`${world.url}/health`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${world.url}/ready`)).json()).toEqual({
      status: 'ready',
      database: true,
      writable: true,
      draining: false,
    })
    expect(await (await fetch(`${world.url}/problems`)).text()).toContain('id="BROKER_NOT_FOUND"')
  })

  test('returns NOT_FOUND for any other path and serves no other file', async () => {
    for (const path of [
      '/',
      '/nope',
      '/graphql/x',
      '/graphiql/',
      '/assets/..%2f..%2fpackage.json',
      '/assets/',
      '/assets/.digest',
    ]) {
      const response = await fetch(`${world.url}${path}`)
      expect([path, response.status]).toEqual([path, 404])
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    }
  })
})
