// Probes of automatic retries: which failures are retried, and after which delay.

import type { Adapter } from './adapter.ts'
import { check, errorOf, type Finding, type Findings } from './findings.ts'
import { type Reply, serve } from './server.ts'

interface Tried {
  readonly tries: number
  readonly succeeded: boolean
  /** Milliseconds between the first and the second request. */
  readonly delayMs: number
}

export async function probeRetries(adapter: Adapter, findings: Findings): Promise<void> {
  const once = async (failure: Reply, kind: 'read' | 'write' = 'read'): Promise<Tried> => {
    await using server = await serve(adapter, (nth) => (nth === 1 ? failure : 'ok'))
    const client = adapter.create({ url: server.url, key: adapter.key })
    const error = await errorOf(() => (kind === 'read' ? client.read() : client.write('text')))
    const [first, second] = server.received
    const delayMs = first && second ? second.at - first.at : Number.NaN
    return { tries: server.received.length, succeeded: error === null, delayMs }
  }
  const retried = (id: string, failure: Reply, kind?: 'read' | 'write') =>
    check(findings, id, async () => {
      const { tries, succeeded } = await once(failure, kind)
      return succeeded && tries === 2
    })
  const notRetried = (id: string, status: number, kind: 'read' | 'write') =>
    check(findings, id, async () => {
      const { tries } = await once({ status }, kind)
      return { ok: tries === 1, note: `${tries} requests` }
    })
  await retried('retryLost', 'lost')
  await retried('retryLostWrite', 'lost', 'write')
  await retried('retry408', { status: 408 })
  await retried('retry429', { status: 429, headers: { 'retry-after': '1' } })
  await retried('retry503', { status: 503 })
  await retried('retry503Write', { status: 503 }, 'write')
  await notRetried('keep409', 409, 'write')
  await notRetried('keep422', 422, 'write')

  const waits = (id: string, retryAfter: () => string, isRight: (tried: Tried) => boolean) =>
    check(findings, id, async (): Promise<Finding> => {
      const tried = await once({ status: 503, headers: { 'retry-after': retryAfter() } })
      const note = Number.isNaN(tried.delayMs) ? 'not retried' : `${(tried.delayMs / 1_000).toFixed(1)} s`
      return { ok: tried.succeeded && isRight(tried), note }
    })
  await waits(
    'retryAfterSeconds',
    () => '3',
    ({ delayMs }) => delayMs >= 2_900,
  )
  // The date has whole seconds.
  await waits(
    'retryAfterDate',
    () => new Date(Date.now() + 4_000).toUTCString(),
    ({ delayMs }) => delayMs >= 2_900,
  )
  await waits(
    'retryAfterGarbled',
    () => '3e9 soon',
    ({ delayMs }) => delayMs < 15_000,
  )
  await check(findings, 'retryJitter', async () => {
    const delays = (await Promise.all(Array.from({ length: 5 }, () => once({ status: 503 })))).map(
      ({ delayMs }) => delayMs,
    )
    const [least, most] = [Math.min(...delays), Math.max(...delays)]
    if (Number.isNaN(least)) return { ok: false, note: 'not retried' }
    return { ok: (most - least) / most > 0.15, note: `${Math.round(least)} to ${Math.round(most)} ms` }
  })
  await check(findings, 'retryDeadline', async () => {
    await using server = await serve(adapter, () => ({ status: 503 }))
    const options = { url: server.url, key: adapter.key, maxRetries: 8, totalTimeoutMs: 1_000 }
    const started = performance.now()
    await errorOf(() => adapter.create(options).read())
    const ms = performance.now() - started
    // Without retries there is no need for a deadline, but also none.
    return { ok: server.received.length > 1 && ms < 3_500, note: `ended after ${(ms / 1_000).toFixed(1)} s` }
  })
}
