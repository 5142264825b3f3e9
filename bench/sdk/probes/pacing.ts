// Probe of pacing: many calls at once under a limit of 20 requests per second, with the limits in the headers.

import type { Adapter } from './adapter.ts'
import { check, type Findings, nameOf } from './findings.ts'
import { serve } from './server.ts'

const CALLS = 200
const PER_SECOND = 20
/** The server allows the first calls at once, and the last after this time. */
const SHORTEST_MS = (CALLS / PER_SECOND - 1) * 1_000

export async function probePacing(adapter: Adapter, findings: Findings): Promise<void> {
  const counted = { startedAt: 0, count: 0 }
  const secondsLeft = () => Math.max(1, Math.ceil((counted.startedAt + 1_000 - performance.now()) / 1_000))
  let rejected = 0
  await using server = await serve(
    adapter,
    () => {
      const now = performance.now()
      if (now - counted.startedAt >= 1_000) Object.assign(counted, { startedAt: now, count: 0 })
      if (counted.count >= PER_SECOND) {
        rejected += 1
        return { status: 429, headers: { 'retry-after': String(secondsLeft()) } }
      }
      counted.count += 1
      return 'ok'
    },
    () => {
      const left = PER_SECOND - counted.count
      return {
        'ratelimit-policy': `"burst";q=${PER_SECOND};w=1`,
        ratelimit: `"burst";r=${left};t=${secondsLeft()}`,
        'x-ratelimit-limit': String(PER_SECOND),
        'x-ratelimit-remaining': String(left),
        'x-ratelimit-reset': String(Math.floor(Date.now() / 1_000) + secondsLeft()),
      }
    },
  )
  const client = adapter.create({ url: server.url, key: adapter.key })
  const started = performance.now()
  let failed = 0
  await check(
    findings,
    'paceAll',
    async () => {
      const results = await Promise.allSettled(Array.from({ length: CALLS }, () => client.read()))
      const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
      failed = reasons.length
      const [name] = nameOf(reasons[0]).split(':')
      const note = `${failed} of ${CALLS} calls failed${failed > 0 ? ` (${name})` : ''}`
      return { ok: failed === 0, note }
    },
    90_000,
  )
  const ms = performance.now() - started
  findings['paceRejected'] = {
    ok: rejected === 0,
    note: `${rejected} requests were rejected with 429`,
  }
  findings['paceTime'] = {
    ok: failed === 0 && ms < SHORTEST_MS * 1.4,
    note: `${(ms / 1_000).toFixed(1)} s; the limit allows ${SHORTEST_MS / 1_000} s`,
  }
}
