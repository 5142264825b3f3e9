// A server process with little memory, flooded without credentials, survives and serves others.

import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder, KeyHolder } from '../../support/actors.ts'
import { Program } from '../../support/processes/server-process.ts'
import { createWorld, type World } from '../../support/world.ts'

const METRICS_TOKEN = 'a-token-for-metrics'
const VIEWER = JSON.stringify({ query: '{ viewer { environment } }' })

let world: World
let funder: Funder
let program: Program
let url: string
let keys: KeyHolder[]

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  keys = await Promise.all(Array.from({ length: 8 }, () => funder.key()))
  program = new Program({
    DATABASE_URL: world.databaseUrl,
    NODE_OPTIONS: '--max-old-space-size=96',
    TRUSTED_PROXIES: '1',
    METRICS_TOKEN,
  })
  url = await program.prints(/"address":"([^"]+)"/)
})
afterAll(async () => {
  await program[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const agent = new Agent({ keepAlive: true, maxSockets: 16 })
// The server may close the connection of a rejected body just when the next request is sent on it.
const floodAgent = new Agent({ keepAlive: true, maxSockets: 16 })
afterAll(() => {
  agent.destroy()
  floodAgent.destroy()
})

interface Sent {
  readonly path: string
  readonly body: string | Buffer
  readonly headers?: Record<string, string>
  readonly by?: Agent
}

/**
 * Returns the status and the text if there is one. Status 0: the server closed the connection while the body
 * was being sent.
 */
function send({ path, body, headers = {}, by = agent }: Sent): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const own = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers }
    const sent = request(`${url}${path}`, { method: 'POST', agent: by, headers: own }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', () => resolve({ status: 0, text: '' }))
    sent.end(body)
  })
}

let turns = 0
const sendQuery = () =>
  send({ path: '/graphql', body: VIEWER, headers: keyHeader(keys[turns++ % keys.length]!) })
const keyHeader = ({ secret }: KeyHolder) => ({ 'x-api-key': secret })

async function metric(name: string): Promise<number> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(await response.text())?.[1]
  if (value === undefined) throw new Error(`Metric ${name} not found.`)
  return Number(value)
}

/** Server CPU time per call, in milliseconds. */
async function cpuPerCall(calls: number, call: (index: number) => Promise<unknown>): Promise<number> {
  const before = await metric('process_cpu_seconds_total')
  for (let index = 0; index < calls; index += 4)
    await Promise.all(Array.from({ length: 4 }, (_, offset) => call(index + offset)))
  return ((await metric('process_cpu_seconds_total')) - before) * (1_000 / calls)
}

/** Each request comes from another network, so that no per-network limit protects the server. */
const fromElsewhere = (index: number) => ({
  'x-forwarded-for': `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
})

const wide = `{${Array.from({ length: 90_000 }, (_, index) => `"k${index}":1`).join(',')}}`
const BODIES: readonly (readonly [what: string, body: string | Buffer])[] = [
  ['90,000 fields', wide],
  ['an array of 300,000 items', `[${'1,'.repeat(300_000)}1]`],
  ['500,000 levels', '['.repeat(500_000)],
  ['a password of 900,000 characters', JSON.stringify({ username: 'olivia', password: 'x'.repeat(900_000) })],
  ['900,000 escapes', `{"username":"${'\\u0041'.repeat(150_000)}"}`],
  ['bytes that are no UTF-8', Buffer.alloc(900_000, 0xff)],
]
const PATHS = ['/auth/login', '/auth/token', '/auth/password/forgotten', '/auth/password/reset']

test('rejects malformed and large bodies for less CPU time than ten small requests', async () => {
  for (let index = 0; index < 40; index += 1) await sendQuery()
  const small = await cpuPerCall(120, sendQuery)
  const statuses = new Set<number>()
  let served = 0
  const refused = await cpuPerCall(180, async (index) => {
    const [, body] = BODIES[index % BODIES.length]!
    const path = PATHS[index % PATHS.length]!
    const { status } = await send({ path, body, headers: fromElsewhere(index), by: floodAgent })
    statuses.add(status)
    if (index % 12 !== 0) return
    // The server answers other clients in between.
    expect((await sendQuery()).status).toBe(200)
    served += 1
  })
  expect([...statuses].filter((status) => status !== 413 && status !== 0)).toEqual([])
  expect(served).toBe(15)
  // Most of it is the kernel's time to receive 1 MB. Parsing these bodies took 60 times as much as a small
  // request.
  expect(refused).toBeLessThan(small * 10)
})

test('deletes a key during a flood and rejects it at once', async () => {
  const victim = await funder.key()
  let flooding = true
  let attempts = 0
  const flood = Array.from({ length: 6 }, async () => {
    while (flooding) {
      attempts += 1
      await send({ path: '/auth/login', body: wide, headers: fromElsewhere(attempts), by: floodAgent })
    }
  })
  try {
    while (attempts < 20) await sendQuery()
    const query = 'mutation ($id: ID!) { deleteApiKey(input: { id: $id }) { state } }'
    const deletion = JSON.stringify({ query, variables: { id: victim.apiKeyId } })
    const before = attempts
    const { text } = await send({ path: '/graphql', body: deletion, headers: keyHeader(victim) })
    expect(JSON.parse(text).data.deleteApiKey).toEqual({ state: 'DELETED' })
    const after = await send({ path: '/graphql', body: VIEWER, headers: keyHeader(victim) })
    expect(after.status).toBe(401)
    // The requests run during the flood, not after it: few flood requests came first.
    expect(attempts - before).toBeLessThan(200)
  } finally {
    flooding = false
    await Promise.all(flood)
  }
})

test('rejects a flooding network before it reads bodies; other networks can sign in', async () => {
  const headers = { 'x-forwarded-for': '192.0.2.7' }
  const statuses: number[] = []
  for (let count = 0; count < 140; count += 1)
    statuses.push((await send({ path: '/auth/login', body: '{"username":', headers })).status)
  expect(statuses).toEqual([...Array(100).fill(400), ...Array(40).fill(429)])
  const person = await funder.logsIn()
  const body = JSON.stringify({ username: person.username, password: 'a long walk by the river' })
  expect((await send({ path: '/auth/token', body, headers })).status).toBe(429)
  expect((await send({ path: '/auth/token', body, headers: fromElsewhere(1) })).status).toBe(200)
})

test('stalled clients of the largest file do not each keep a copy in memory', async () => {
  const page = await (await fetch(`${url}/graphiql`)).text()
  const script = /\/assets\/graphiql-[\w-]+\.js/.exec(page)?.[0]
  const assets = [
    ...(await (await fetch(`${url}${script}`)).text()).matchAll(/assets\/monaco-editor-[\w-]+\.js/g),
  ]
  const largest = `/${assets[0]?.[0]}`
  const size = (await (await fetch(`${url}${largest}`)).arrayBuffer()).byteLength
  expect(size).toBeGreaterThan(1_000_000)
  const before = await metric('process_resident_memory_bytes')
  // Several requests per connection: the operating system's buffers can hold one response.
  const requested = `GET ${largest} HTTP/1.1\r\nhost: latchkey\r\n\r\n`.repeat(8)
  const stalled = await Promise.all(
    Array.from({ length: 30 }, async () => {
      const socket = connect(Number(new URL(url).port), new URL(url).hostname)
      socket.on('error', () => undefined)
      socket.write(requested)
      await once(socket, 'readable')
      return socket
    }),
  )
  try {
    for (let count = 0; count < 20; count += 1) expect((await sendQuery()).status).toBe(200)
    const grown = (await metric('process_resident_memory_bytes')) - before
    expect(grown).toBeLessThan(60 * size)
  } finally {
    for (const socket of stalled) socket.destroy()
  }
})
