// Rate limits per credential: the cost per window and the requests per second of each tier.

import { LIMITS, type Limits } from '@latchkey/schema/auth/tier-limits.ts'
import { mintSecret } from '@latchkey/schema/keys/secret-format.ts'
import type { Limiter } from '@latchkey/server/rate-limit/limiter.ts'
import { createMemoryLimiter } from '@latchkey/server/rate-limit/memory-limiter.ts'
import { describe, expect, it } from 'vitest'
import { UNLIMITED } from '../../support/unlimited.ts'
import { createWorld } from '../../support/world.ts'

const VIEWER = '{ viewer { environment } }'
const MANY_PER_SECOND = 100_000

/** Small windows and no burst limit by default. */
function limits({ perWindow = 3, perSecond = MANY_PER_SECOND } = {}): Limits {
  const tier = { perWindow, perSecond }
  return { ...UNLIMITED, tiers: { PUBLIC: tier, PARTNER: tier, INTERNAL: tier } }
}

it('the limits have the documented values', () => {
  expect(LIMITS).toEqual({
    windowSeconds: 900,
    tiers: {
      PUBLIC: { perWindow: 100, perSecond: 5 },
      PARTNER: { perWindow: 1_000, perSecond: 20 },
      INTERNAL: { perWindow: 10_000, perSecond: 100 },
    },
    unknownPerNetwork: 100,
    failedAuthPerNetwork: 100,
  })
})

describe('the window', () => {
  it('charges the root fields of a document and reports the window in the response', async () => {
    await using world = await createWorld({ limits: limits({ perWindow: 10 }) })
    const funder = await world.funder()
    const one = await funder.query(VIEWER)
    expect(one.status).toBe(200)
    expect(one.headers.get('ratelimit-policy')).toBe('"window";q=10;w=900, "burst";q=100000;w=1')
    expect(one.headers.get('ratelimit')).toBe('"window";r=9;t=900, "burst";r=99999;t=1')
    expect(one.headers.get('x-ratelimit-limit')).toBe('10')
    expect(one.headers.get('x-ratelimit-remaining')).toBe('9')
    const reset = Number(one.headers.get('x-ratelimit-reset')) - Date.now() / 1_000
    expect(reset).toBeGreaterThan(800)
    expect(reset).toBeLessThanOrEqual(901)
    expect(one.extensions).toMatchObject({
      cost: { charged: 1 },
      rateLimit: {
        window: { limit: 10, remaining: 9, resetAfterSeconds: 900, windowSeconds: 900 },
        burst: { limit: 100_000, remaining: 99_999, resetAfterSeconds: 1, windowSeconds: 1 },
      },
    })
    const five =
      await funder.query(`query A { a: viewer { ...V } viewer { ...V } ...B viewer { scopes } __typename }
      fragment V on Viewer { environment }
      fragment B on Query { apiKeys { totalCount } c: viewer { ...V } ... { d: viewer { ...V } } }`)
    expect([five.status, five.extensions.cost.charged]).toEqual([200, 5])
    expect(five.extensions.rateLimit.window.remaining).toBe(4)
  })

  it('returns 429 RATE_LIMITED with the time to wait when it is used up, and executes nothing', async () => {
    await using world = await createWorld({ limits: limits() })
    const funder = await world.funder()
    const broker = await funder.broker('bee.example')
    for (const name of ['First of the three', 'Second of the three', 'Third of the three'])
      await broker.submits(name)
    const refused = await broker.query(
      'mutation { createSubmission(input: { name: "One too many of them" }) { id } }',
    )
    expect(refused.status).toBe(429)
    expect(refused.body.errors).toHaveLength(1)
    expect(refused.body.errors[0].extensions).toMatchObject({
      code: 'RATE_LIMITED',
      status: 429,
      issues: [],
      docUrl: `${world.url}/problems#RATE_LIMITED`,
    })
    const wait = Number(refused.headers.get('retry-after'))
    expect(wait).toBe(refused.body.errors[0].extensions.retryAfterSeconds)
    expect(wait).toBe(refused.extensions.rateLimit.window.resetAfterSeconds)
    expect(refused.extensions).toMatchObject({
      cost: { charged: 0 },
      rateLimit: { window: { remaining: 0 } },
    })
    expect(await world.sql('SELECT count(*)::int FROM submission')).toEqual([{ count: 3 }])
    // The limit is per key: other keys are not affected.
    expect((await funder.query(VIEWER)).status).toBe(200)
  })

  it('charges nothing for rejected requests: a smaller request still fits', async () => {
    await using world = await createWorld({ limits: limits({ perWindow: 5 }) })
    const funder = await world.funder()
    const fields = (count: number) =>
      `{ ${Array.from({ length: count }, (_, index) => `f${index}: viewer { environment }`).join(' ')} }`
    expect((await funder.query(fields(3))).extensions.rateLimit.window.remaining).toBe(2)
    const first = await funder.query(fields(3))
    const more = await Promise.all(Array.from({ length: 50 }, () => funder.query(fields(3))))
    expect(new Set([first, ...more].map(({ status }) => status))).toEqual(new Set([429]))
    expect(Number(more.at(-1)?.headers.get('retry-after'))).toBeLessThanOrEqual(
      Number(first.headers.get('retry-after')),
    )
    const fits = await funder.query(fields(2))
    expect([fits.status, fits.extensions.rateLimit.window.remaining]).toEqual([200, 0])
  })

  it('returns 400 QUERY_TOO_COMPLEX for a document that costs more than a whole window', async () => {
    await using world = await createWorld({ limits: limits() })
    const funder = await world.funder()
    const { status, body } = await funder.query(
      '{ a: viewer { scopes } b: viewer { scopes } c: viewer { scopes } d: viewer { scopes } }',
    )
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'QUERY_TOO_COMPLEX'])
    expect((await funder.query(VIEWER)).extensions.rateLimit.window.remaining).toBe(2)
  })

  it('charges 1 for an invalid document and reports its error even when it is used up', async () => {
    await using world = await createWorld({ limits: limits() })
    const funder = await world.funder()
    for (const [index, document] of ['{ nothing }', '{ viewer', VIEWER].entries()) {
      const { extensions } = await funder.query(document)
      expect(extensions).toMatchObject({
        cost: { charged: 1 },
        rateLimit: { window: { remaining: 2 - index } },
      })
    }
    const { status, body } = await funder.query('{ nothing }')
    expect([status, body.errors[0].extensions.code]).toEqual([200, 'BAD_REQUEST'])
  })

  it('is shared by both secrets of a key and by all sessions of a user in one environment', async () => {
    await using world = await createWorld({ limits: limits() })
    const funder = await world.funder()
    const broker = await funder.broker('bee.example')
    await broker.query(VIEWER)
    const rotated = await broker.query(
      `mutation { rotateApiKey(input: { id: "${broker.apiKeyId}", graceSeconds: 86400 }) { secret } }`,
    )
    const { secret } = rotated.body.data.rotateApiKey
    expect((await world.graphql(secret, VIEWER)).extensions.rateLimit.window.remaining).toBe(0)
    for (const one of [secret, broker.secret])
      expect((await world.graphql(one, VIEWER)).body.errors[0].extensions.code).toBe('RATE_LIMITED')

    const person = await funder.logsIn()
    const again = await funder.logsIn({ userId: person.userId })
    const remaining = []
    for (const one of [person, again])
      remaining.push((await one.query(VIEWER)).extensions.rateLimit.window.remaining)
    expect(remaining).toEqual([2, 1])
    await (await funder.inEnvironment('PRODUCTION')).query(VIEWER)
    const other = await funder.logsIn({ userId: person.userId, environment: 'PRODUCTION' })
    expect((await other.query(VIEWER)).extensions.rateLimit.window.remaining).toBe(2)
    // A key of the same user has its own limit.
    const key = await funder.key({ userId: person.userId })
    expect((await key.query(VIEWER)).extensions.rateLimit.window.remaining).toBe(2)
  })

  it('charges nothing for requests that authentication rejects', async () => {
    await using world = await createWorld({ limits: limits() })
    const funder = await world.funder()
    const elsewhere = await funder.key({ allowList: ['203.0.113.7'] })
    for (let turn = 0; turn < 5; turn += 1) expect((await elsewhere.query(VIEWER)).status).toBe(403)
    await world.sql(`UPDATE api_key SET allow_list = '{127.0.0.1}' WHERE id = $1`, elsewhere.apiKeyId)
    expect((await elsewhere.query(VIEWER)).extensions.rateLimit.window.remaining).toBe(2)
  })
})

describe('the burst', () => {
  it('returns 429 BURST_LIMITED above the tier’s requests per second, before any read', async () => {
    await using world = await createWorld({ limits: limits({ perWindow: 1_000, perSecond: 4 }) })
    const broker = await (await world.funder()).broker('bee.example')
    const name = 'All at the same time'
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        broker.query(`mutation { createSubmission(input: { name: "${name}" }) { id } }`),
      ),
    )
    const refused = answers.filter(({ status }) => status === 429)
    const [{ count }] = await world.sql('SELECT count(*)::int FROM submission')
    // The requests can fall into two seconds, or three.
    expect([4, 8, 12]).toContain(count)
    expect(refused).toHaveLength(12 - count)
    for (const { body, headers, extensions } of refused) {
      expect(body.errors[0].extensions).toMatchObject({ code: 'BURST_LIMITED', retryAfterSeconds: 1 })
      expect(headers.get('retry-after')).toBe('1')
      expect(headers.get('ratelimit')).toBe('"burst";r=0;t=1')
      expect(extensions).toEqual({
        rateLimit: {
          window: null,
          burst: { limit: 4, remaining: 0, resetAfterSeconds: 1, windowSeconds: 1 },
        },
      })
    }
  })

  it('does not count a rejected request as use of the secret: a rotation stays pending', async () => {
    let most = UNLIMITED.tiers.PARTNER.perSecond
    // The same limiter, with lower limits from some time on.
    const memory = createMemoryLimiter()
    const none = { name: 'none', max: 0, seconds: 1 }
    const limiter: Limiter = {
      ...memory,
      take: (budget, subject, cost) => memory.take(budget.max > most ? none : budget, subject, cost),
    }
    await using world = await createWorld({ limiter: () => limiter, limits: limits({ perWindow: 1_000 }) })
    const broker = await (await world.funder()).broker('bee.example')
    const { body } = await broker.query(
      `mutation { rotateApiKey(input: { id: "${broker.apiKeyId}", graceSeconds: 86400 }) { secret } }`,
    )
    const { secret } = body.data.rotateApiKey
    const states = async () =>
      (await world.sql('SELECT state FROM secret ORDER BY state')).map(({ state }) => state)
    most = 1_000
    expect((await world.graphql(secret, VIEWER)).status).toBe(429)
    expect(await states()).toEqual(['CURRENT', 'CURRENT', 'PENDING'])
    most = MANY_PER_SECOND
    expect((await world.graphql(secret, VIEWER)).status).toBe(200)
    expect(await states()).toEqual(['CURRENT', 'CURRENT', 'RETIRING'])
  })
})

it('counts rejected requests in the metrics by limit and tier', async () => {
  await using world = await createWorld({ limits: { ...limits({ perWindow: 1 }), unknownPerNetwork: 2 } })
  const funder = await world.funder()
  const key = await funder.tieredKey('PUBLIC', ['SUBMISSIONS'])
  for (let turn = 0; turn < 3; turn += 1) await key.query(VIEWER)
  await funder.query(VIEWER)
  await funder.query(VIEWER)
  for (let turn = 0; turn < 6; turn += 1) await world.graphql(mintSecret('USER', 'INTERNAL'), VIEWER)
  const text = await (await fetch(`${world.url}/metrics`)).text()
  const told = text.split('\n').filter((line) => line.startsWith('latchkey_rate_limited_requests_total'))
  expect(told.sort()).toEqual([
    'latchkey_rate_limited_requests_total{limit="addresses",tier="none"} 4',
    'latchkey_rate_limited_requests_total{limit="window",tier="INTERNAL"} 1',
    'latchkey_rate_limited_requests_total{limit="window",tier="PUBLIC"} 2',
  ])
})
