// /mail/messages: for programs and pages on this machine. Everyone else gets 404.

import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { text } from 'node:stream/consumers'
import { isLoopback } from '@latchkey/server/http/loopback.ts'
import { createFolderMailer } from '@latchkey/server/mail/folder-mailer.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createServer } from '@latchkey/server/server.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AUTH_KEYS, createWorld, MASTER_KEYS, type World } from '../../support/world.ts'

let world: World
const mail = (subject: string) => ({ to: 'sam@bee.example', subject, text: 'Canary link' })

beforeAll(async () => {
  world = await createWorld({ allowedOrigins: ['https://app.example'] })
  const mailer = createFolderMailer(world.mailFolder, 'Latchkey <latchkey@localhost>')
  for (const subject of ['First', 'Second']) await mailer.send(mail(subject))
  expect(await world.mails()).toHaveLength(2)
})
afterAll(() => world[Symbol.asyncDispose]())

interface Got {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Uses node:http, because fetch does not let callers set the headers that matter here. */
function get(headers: Record<string, string> = {}, url = world.url, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    request(`${url}/mail/messages`, { headers, method }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }))
    })
      .on('error', reject)
      .end()
  })
}

/** Expects the same response as for any unknown path. */
async function expectNothing(got: Got): Promise<void> {
  const unknown = await (await fetch(`${world.url}/mail/nothing`)).json()
  const known = JSON.parse(got.body)
  expect(got.status).toBe(404)
  expect(known.errors[0].message).toBe(unknown.errors[0].message)
  expect(known.errors[0].extensions.code).toBe('NOT_FOUND')
}

test('returns the sent mails, newest first, without caching and without CORS headers', async () => {
  const { status, headers, body } = await get({ 'sec-fetch-site': 'none' })
  expect(status).toBe(200)
  expect(JSON.parse(body)).toEqual(
    ['Second', 'First'].map((subject) => ({
      ...mail(subject),
      id: expect.any(String),
      at: expect.any(String),
      from: 'Latchkey <latchkey@localhost>',
    })),
  )
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['content-type']).toBe('application/json; charset=utf-8')
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})

test.each([
  { host: 'localhost' },
  { host: 'LOCALHOST:4000' },
  { host: '127.0.0.1:4000' },
  { host: '[::1]:4000' },
  { 'sec-fetch-site': 'same-origin' },
])('serves local requests: %j', async (headers) => {
  expect((await get(headers)).status).toBe(200)
})

test.each([
  { host: 'evil.example' },
  { host: 'localhost.evil.example:4000' },
  { host: '127.0.0.1.evil.example' },
  { host: 'evil@localhost' },
  { host: 'localhost.' },
  { host: '10.0.0.1' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'anything' },
  { origin: 'https://app.example' },
  { origin: 'null', 'sec-fetch-site': 'same-origin' },
  { origin: 'http://127.0.0.1:4000', upgrade: 'websocket', connection: 'Upgrade' },
  { 'x-forwarded-for': '127.0.0.1' },
  { 'x-real-ip': '127.0.0.1' },
  { forwarded: 'for=127.0.0.1' },
  { via: '1.1 proxy' },
  { 'x-forwarded-proto': 'https' },
  { 'cf-connecting-ip': '127.0.0.1' },
  { 'true-client-ip': '127.0.0.1' },
])('returns 404 for requests that are not local: %j', async (headers) => {
  await expectNothing(await get(headers))
})

test('returns 404 for a request without a Host header', async () => {
  const { port } = new URL(world.url)
  const socket = connect(Number(port), '127.0.0.1', () => socket.write('GET /mail/messages HTTP/1.0\r\n\r\n'))
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 404 [\s\S]*NOT_FOUND/)
})

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.255.255.254', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['', false],
  ['126.255.255.255', false],
  ['128.0.0.1', false],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
  ['::', false],
  ['::2', false],
  ['::ffff:10.0.0.1', false],
  ['127.1', false],
  ['0177.0.0.1', false],
  ['localhost.example', false],
])('isLoopback(%j) is %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})

test.each(['POST', 'OPTIONS', 'DELETE'])('returns 404 for %s', async (method) => {
  await expectNothing(await get({}, world.url, method))
})

describe('other servers', () => {
  const ports = () => {
    const mailer = { send: () => Promise.reject(new Error('This test sends no mail.')) }
    return {
      database: world.database,
      log: createLog('silent'),
      authKeys: AUTH_KEYS,
      masterKeys: MASTER_KEYS,
      mailer,
    }
  }

  test('returns 404 without a mailbox', async () => {
    const server = createServer(ports())
    const url = await server.listen(0, '127.0.0.1')
    try {
      await expectNothing(await get({}, url))
    } finally {
      await server.drain()
    }
  })

  test('returns 404 for requests to another address of this machine, whatever the Host header', async () => {
    const server = createServer({ ...ports(), mailbox: '/nonexistent/mail' })
    const url = await server.listen(0, '0.0.0.0')
    const { port } = new URL(url)
    try {
      expect((await get({}, `http://127.0.0.1:${port}`)).body).toBe('[]')
      for (const address of otherAddresses())
        await expectNothing(await get({ host: 'localhost' }, `http://${address}:${port}`))
    } finally {
      await server.drain()
    }
  })
})

function otherAddresses(): string[] {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return own.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address)
}
