// Rate limit on guessed keys and sessions, per client address.

import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { mintSessionToken } from '@latchkey/schema/auth/session-token.ts'
import { LIMITS } from '@latchkey/schema/auth/tier-limits.ts'
import { mintSecret } from '@latchkey/schema/keys/secret-format.ts'
import { expect, it } from 'vitest'
import { postFrom } from '../../support/person.ts'
import { count } from '../../support/repeat-counts.ts'
import { UNLIMITED } from '../../support/unlimited.ts'
import { createWorld, type World } from '../../support/world.ts'

const VIEWER = { query: '{ viewer { environment } }' }

/** Valid format and checksum, except for one wrong digit. */
function mistyped(): string {
  const secret = mintSecret('BROKER', 'PARTNER')
  const at = 4 + (randomBytes(1)[0]! % 48)
  return secret.slice(0, at) + (secret[at] === '0' ? '1' : '0') + secret.slice(at + 1)
}

const MALFORMED = [
  () => '',
  () => 'bft_',
  () => randomBytes(26).toString('hex'),
  () => `bft_${randomBytes(24).toString('hex')}`,
  () => mintSecret('BROKER', 'PARTNER').toUpperCase(),
  () => mintSecret('BROKER', 'PARTNER').slice(0, -1),
  () => `${mintSecret('BROKER', 'PARTNER')}0`,
  () => 'x'.repeat(5_000),
]

it('a flood of malformed and mistyped secrets runs no query and does not block valid keys', async () => {
  await using world = await createWorld({ logLevel: 'silent' })
  const { secret } = await (await world.funder()).broker('bee.example')
  const good = () => postFrom('127.0.0.2', `${world.url}/graphql`, VIEWER, { 'x-api-key': secret })
  expect((await good()).status).toBe(200)
  await world.flushUsage()
  const requests = count(4_000, 100_000)
  const before = world.queryCount
  const secrets = Array.from({ length: requests }, (_, index) =>
    index % 2 === 0 ? mistyped() : MALFORMED[(index >> 1) % MALFORMED.length]!(),
  )
  const statuses = await guess(world, secrets)
  expect(world.queryCount - before).toBe(0)
  expect(statuses).toEqual(new Map([[401, requests]]))
  console.log(`${requests} guesses: ${world.queryCount - before} queries`)
  expect((await good()).status).toBe(200)
})

it('limits an address after 100 unknown well-formed secrets and runs no further queries for it', async () => {
  await using world = await createWorld({
    limits: { ...UNLIMITED, unknownPerNetwork: LIMITS.unknownPerNetwork },
  })
  const funder = await world.funder()
  const [known, other] = await funder.brokers(2)
  const from = (address: string, key: string) =>
    postFrom(address, `${world.url}/graphql`, VIEWER, { 'x-api-key': key })
  expect((await from('127.0.0.2', known!.secret)).status).toBe(200)
  expect((await from('127.0.0.1', other!.secret)).status).toBe(200)
  // A known key that is no longer accepted does not count as a guess.
  const dead = await funder.broker('wasp.example')
  await funder.deletes(dead.apiKeyId)
  for (let turn = 0; turn < 10; turn += 1) expect((await from('127.0.0.2', dead.secret)).status).toBe(401)

  const codes: string[] = []
  for (let turn = 0; turn < 110; turn += 1) {
    const { body } = await from('127.0.0.2', mintSecret('USER', 'INTERNAL'))
    codes.push(body.errors[0].extensions.code)
  }
  expect(codes).toEqual([...Array(100).fill('API_KEY_INVALID'), ...Array(10).fill('RATE_LIMITED')])

  await world.flushUsage()
  const before = world.queryCount
  const refused = await from('127.0.0.2', mintSecret('USER', 'INTERNAL'))
  expect([refused.status, Number(refused.headers.get('retry-after')) > 800]).toEqual([429, true])
  expect(world.queryCount - before).toBe(0)
  // Keys that this server accepted before, from any address, keep working; other addresses are not limited.
  expect((await from('127.0.0.2', known!.secret)).status).toBe(200)
  expect((await from('127.0.0.2', other!.secret)).status).toBe(200)
  expect((await from('127.0.0.3', mintSecret('USER', 'INTERNAL'))).status).toBe(401)
})

it('counts an unknown session token as a guess', async () => {
  await using world = await createWorld({ limits: { ...UNLIMITED, unknownPerNetwork: 3 } })
  const cookies = Array.from({ length: 5 }, () => `latchkey=${mintSessionToken()}`)
  const statuses = []
  for (const cookie of cookies) {
    const { status } = await postFrom('127.0.0.4', `${world.url}/graphql`, VIEWER, {
      cookie,
      origin: world.url,
    })
    statuses.push(status)
  }
  expect(statuses).toEqual([401, 401, 401, 429, 429])
})

/** Sends requests from a separate address over a few kept connections. Returns how often each status came. */
async function guess(world: World, secrets: readonly string[]): Promise<Map<number, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const body = JSON.stringify(VIEWER)
  const statuses = new Map<number, number>()
  const waiting = secrets.values()
  const sendQuery = (secret: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'x-api-key': secret }
      const options = { method: 'POST', agent, localAddress: '127.0.0.2', headers }
      const sent = request(`${world.url}/graphql`, options, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0))
      })
      sent.on('error', reject)
      sent.end(body)
    })
  const caller = async () => {
    for (const secret of waiting) {
      const status = await sendQuery(secret)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  try {
    await Promise.all(Array.from({ length: 8 }, caller))
  } finally {
    agent.destroy()
  }
  return statuses
}
