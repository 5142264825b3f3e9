// HTTP transport: statuses, request ids, origins, and the pages beside the API.

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
