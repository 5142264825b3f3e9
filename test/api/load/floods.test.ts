// One client can't block a server with little memory for the others.
// It sends invalid documents and the largest bodies as fast as the production limits allow.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { count } from '../../support/repeat-counts.ts'
import { createWorld, type World } from '../../support/world.ts'
import { MeasuredServer } from './start-measured-server.ts'

const HEAP_MB = 160
const ATTACKERS = 5
const VIEWER = '{ viewer { environment } }'
const LARGE = JSON.stringify({ query: VIEWER, variables: { a: 'x'.repeat(255_000) } })
const ROUNDS = count(3_000, 60_000)

let world: World
let funder: Funder
let server: MeasuredServer

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

async function send(secret: string, body: string): Promise<{ status: number; body: string }> {
  const headers = { 'content-type': 'application/json', 'x-api-key': secret }
  const response = await fetch(`${server.address}/graphql`, { method: 'POST', headers, body })
  return { status: response.status, body: await response.text() }
}

/** Sends without pauses, over several connections at once, until stopped. */
function flood(secret: string, body: (index: number) => string) {
  let sent = 0
  let stopped = false
  const statuses = new Map<number, number>()
  const worker = async () => {
    while (!stopped) {
      const { status } = await send(secret, body(sent++))
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  const workers = Promise.all([worker(), worker(), worker()])
  return {
    statuses,
    sent: () => sent,
    stop: async () => {
      stopped = true
      await workers
    },
  }
}

async function deletesWhileFlooded(
  victim: BrokerActor,
  attackers: readonly BrokerActor[],
  body: (index: number) => string,
) {
  const floods = attackers.map(({ secret }) => flood(secret, body))
  const enough = () => floods.reduce((sum, { sent }) => sum + sent(), 0)
  try {
    await expect.poll(enough, { interval: 50, timeout: 240_000 }).toBeGreaterThan(ROUNDS)
    for (let time = 0; time < 5; time += 1) expect((await send(victim.secret, json(VIEWER))).status).toBe(200)
    for (const { apiKeyId } of attackers) {
      const { status, body: told } = await send(
        funder.secret,
        json(`mutation { deleteApiKey(input: { id: "${apiKeyId}" }) { id } }`),
      )
      expect([status, told]).toEqual([200, expect.not.stringContaining('errors')])
    }
    for (const { secret } of attackers) expect((await send(secret, json(VIEWER))).status).toBe(401)
    expect((await send(victim.secret, json(VIEWER))).status).toBe(200)
  } finally {
    await Promise.all(floods.map(({ stop }) => stop()))
  }
  expect(server.isRunning).toBe(true)
  const { heapBytes } = await server.measure()
  expect(heapBytes).toBeLessThan(110_000_000)
  return floods
}

function json(query: string): string {
  return JSON.stringify({ query })
}

test('serves other keys during floods of invalid documents and can delete the flooding keys', async () => {
  server = await MeasuredServer.start({ url: world.databaseUrl, limited: true }, HEAP_MB)
  await using _ = server
  const attackers = await Promise.all(
    Array.from({ length: ATTACKERS }, (_one, index) => funder.broker(`faulty-${index}.example`)),
  )
  const floods = await deletesWhileFlooded(await funder.broker('first.example'), attackers, (index) =>
    json(`{ b${index} }`),
  )
  for (const { statuses } of floods) expect([...statuses.keys()].sort()).toEqual([200, 401, 429])
}, 400_000)

test('the largest bodies use up the window eight times as fast', async () => {
  server = await MeasuredServer.start({ url: world.databaseUrl, limited: true }, HEAP_MB)
  await using _ = server
  const attacker = await funder.broker('large.example', { tier: 'PUBLIC' })
  const [flooded] = await deletesWhileFlooded(await funder.broker('second.example'), [attacker], () => LARGE)
  // 100 per window, 8 for each request.
  expect(flooded?.statuses.get(200)).toBe(12)
}, 400_000)
