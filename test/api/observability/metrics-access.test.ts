// /metrics access: programs on this machine, or clients with the token if one is set; else 404.

import { networkInterfaces } from 'node:os'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createServer } from '@latchkey/server/server.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AUTH_KEYS, createWorld, MASTER_KEYS, type World } from '../../support/world.ts'
import { type Scraped, scrape } from './scrape.ts'

const TOKEN = 'kanarie-of-16-or-more'

let world: World

beforeAll(async () => {
  world = await createWorld({ allowedOrigins: ['https://app.example'] })
})
afterAll(() => world[Symbol.asyncDispose]())

/** Expects the same response as for any unknown path. */
async function expectNothing({ status, headers, body }: Scraped): Promise<void> {
  const unknown = await fetch(`${world.url}/metricz`)
  const { errors } = (await unknown.json()) as { errors: [{ message: string }] }
  expect(status).toBe(404)
  expect(Object.keys(headers).sort()).toEqual([...unknown.headers.keys()].sort())
  if (body !== '') expect(JSON.parse(body).errors[0]).toMatchObject({ message: errors[0].message })
}

test('serves local requests without caching', async () => {
  const { status, headers, body } = await scrape(world.url)
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(headers['cache-control']).toBe('no-store')
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  expect(body).toMatch(/^# HELP latchkey_\w+ .+\n# TYPE latchkey_/)
})

test('HEAD returns the same headers without the body', async () => {
  const { status, headers, body } = await scrape(world.url, {}, 'HEAD')
  expect([status, body]).toEqual([200, ''])
  expect(Number(headers['content-length'])).toBeGreaterThan(100)
})

test.each([{ host: 'localhost' }, { host: '127.0.0.1:4000' }, { host: '[::1]:4000' }])(
  'serves local requests: %j',
  async (headers) => {
    expect((await scrape(world.url, headers)).status).toBe(200)
  },
)

test.each([
  { host: 'latchkey.example' },
  { host: '10.0.0.1' },
  { 'x-forwarded-for': '127.0.0.1' },
  { 'x-real-ip': '127.0.0.1' },
  { forwarded: 'for=127.0.0.1' },
  { via: '1.1 proxy' },
  { origin: 'https://app.example' },
  { 'sec-fetch-site': 'cross-site' },
])('returns 404 for requests that are not local: %j', async (headers) => {
  await expectNothing(await scrape(world.url, headers))
})

test.each(['POST', 'PUT', 'OPTIONS', 'DELETE'])('returns 404 for %s', async (method) => {
  await expectNothing(await scrape(world.url, {}, method))
})

test('returns 404 for requests to another address of this machine', async () => {
  const mailer = { send: () => Promise.reject(new Error('This test sends no mail.')) }
  const log = createLog('silent')
  const server = createServer({
    database: world.database,
    log,
    authKeys: AUTH_KEYS,
    masterKeys: MASTER_KEYS,
    mailer,
  })
  const url = await server.listen(0, '0.0.0.0')
  const { port } = new URL(url)
  try {
    expect((await scrape(`http://127.0.0.1:${port}`)).status).toBe(200)
    for (const address of otherAddresses())
      await expectNothing(await scrape(`http://${address}:${port}`, { host: 'localhost' }))
  } finally {
    await server.drain()
  }
})

function otherAddresses(): string[] {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return own.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address)
}

describe('with a token', () => {
  let guarded: World
  beforeAll(async () => {
    guarded = await createWorld({ logLevel: 'trace', metricsToken: TOKEN })
  })
  afterAll(() => guarded[Symbol.asyncDispose]())

  test.each([
    {},
    { host: 'latchkey.example', via: '1.1 proxy', 'x-forwarded-for': '203.0.113.7' },
    { origin: 'https://grafana.example', 'sec-fetch-site': 'cross-site' },
  ])('serves requests with the token from anywhere: %j', async (headers) => {
    for (const scheme of ['Bearer', 'bearer'])
      expect((await scrape(guarded.url, { ...headers, authorization: `${scheme} ${TOKEN}` })).status).toBe(
        200,
      )
  })

  test.each([
    {},
    { authorization: TOKEN },
    { authorization: 'Bearer' },
    { authorization: `Bearer ${TOKEN}x` },
    { authorization: `Bearer ${TOKEN.slice(0, -1)}` },
    { authorization: `Bearer ${TOKEN.toUpperCase()}` },
    { authorization: `Basic ${TOKEN}` },
    { authorization: `Bearer ${TOKEN} ${TOKEN}` },
    { 'x-api-key': TOKEN },
    { cookie: `latchkey=${TOKEN}` },
  ])('returns 404 for requests without the token, also local ones: %j', async (headers) => {
    await expectNothing(await scrape(guarded.url, { ...headers }))
  })

  test('the token allows no other method and no other endpoint', async () => {
    const authorization = `Bearer ${TOKEN}`
    await expectNothing(await scrape(guarded.url, { authorization }, 'POST'))
    const { status } = await guarded.graphql(
      null,
      '{ viewer { environment } }',
      {},
      { headers: { authorization } },
    )
    expect(status).toBe(401)
  })

  test('logs the request without the token', async () => {
    await fetch(`${guarded.url}/metrics?token=${TOKEN}`)
    await scrape(guarded.url, { authorization: `Bearer ${TOKEN}` })
    expect(guarded.log.at(-1)).toContain('"path":"/metrics","status":200')
    expect(guarded.log.join('')).not.toMatch(/kanarie/i)
  })
})
