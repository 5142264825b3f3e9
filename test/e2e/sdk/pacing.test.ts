// Pacing against a real server: many calls at once stay within the limits of their key.

import { Latchkey } from '@latchkey/sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { KeyHolder } from '../../support/actors.ts'
import { count } from '../../support/repeat-counts.ts'
import { UNLIMITED } from '../../support/unlimited.ts'
import { createWorld, type World } from '../../support/world.ts'
import { thrown } from './call-errors.ts'

const CALLS = count(60, 500)
const limits = {
  ...UNLIMITED,
  tiers: {
    ...UNLIMITED.tiers,
    PARTNER: { perSecond: 20, perWindow: 1_000 },
    PUBLIC: { perSecond: 20, perWindow: 15 },
  },
}

let world: World

beforeAll(async () => {
  world = await createWorld({ limits })
  // The first requests of a server are slow.
  const { latchkey } = await world.funder()
  await Promise.all(Array.from({ length: 10 }, () => latchkey.viewer()))
})
afterAll(() => world[Symbol.asyncDispose]())

/** A client that counts the responses with status 429. */
function counting({ secret }: KeyHolder, options: { pace?: boolean; maxRetries?: number } = {}) {
  const counts = { rejections: 0 }
  const latchkey = new Latchkey({
    apiKey: secret,
    url: `${world.url}/graphql`,
    ...options,
    fetch: async (...request) => {
      const response = await fetch(...request)
      if (response.status === 429) counts.rejections += 1
      return response
    },
  })
  return { latchkey, counts }
}

it(`${CALLS} calls at once with a limit of 20 per second all succeed`, async () => {
  const funder = await world.funder()
  const { latchkey, counts } = counting(await funder.tieredKey('PARTNER', ['SUBMISSIONS_READ']))
  const started = performance.now()
  const viewers = await Promise.all(Array.from({ length: CALLS }, () => latchkey.viewer()))
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  console.log(`pacing: ${CALLS} calls in ${seconds} s, ${counts.rejections} rejections`)
  expect(viewers).toHaveLength(CALLS)
  expect(latchkey.rateLimit.window).toMatchObject({ limit: 1_000, remaining: 1_000 - CALLS })
  expect(latchkey.rateLimit.burst).toMatchObject({ limit: 20, windowSeconds: 1 })
})

it('two clients with one key slow down, and none of their calls fails', async () => {
  const funder = await world.funder()
  const key = await funder.tieredKey('PARTNER', ['SUBMISSIONS_READ'])
  const clients = [counting(key), counting(key)]
  const calls = clients.flatMap(({ latchkey }) =>
    Array.from({ length: CALLS / 2 }, () => latchkey.viewer().then(() => 'done')),
  )
  expect(new Set(await Promise.all(calls))).toEqual(new Set(['done']))
  console.log(
    `pacing: two clients, ${clients.map(({ counts }) => counts.rejections).join(' and ')} rejections`,
  )
})

it('calls beyond the limit of 15 minutes fail at once, without a request', async () => {
  const funder = await world.funder()
  const { latchkey, counts } = counting(await funder.tieredKey('PUBLIC', ['SUBMISSIONS_READ']))
  const results = await Promise.allSettled(Array.from({ length: 25 }, () => latchkey.viewer()))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(15)
  expect(counts.rejections).toBe(0)
  const error = await thrown(latchkey.viewer())
  expect(error).toMatchObject({
    name: 'LatchkeyRateLimitError',
    code: 'RATE_LIMITED',
    status: 429,
    requestId: null,
    maybeApplied: false,
  })
  expect(error).toHaveProperty('retryAfterMs', expect.any(Number))
})

it('pace: false sends calls at once', async () => {
  const funder = await world.funder()
  const key = await funder.tieredKey('PARTNER', ['SUBMISSIONS_READ'])
  const { latchkey, counts } = counting(key, { pace: false, maxRetries: 0 })
  const results = await Promise.allSettled(Array.from({ length: 200 }, () => latchkey.viewer()))
  const codes = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['BURST_LIMITED']))
  expect(codes).toHaveLength(counts.rejections)
})
