// Probes of per-call options, response metadata, raw requests and idempotency keys.

import type { Adapter, Received } from './adapter.ts'
import { check, errorOf, type Findings } from './findings.ts'
import { REMAINING, REQUEST_ID, serve } from './server.ts'

const KEY_HEADER = /idempotency|unique-request/i

export async function probeCalls(adapter: Adapter, findings: Findings): Promise<void> {
  const { key } = adapter
  await check(findings, 'callSignal', async () => {
    await using server = await serve(adapter, () => 'hang')
    const abort = new AbortController()
    const started = performance.now()
    setTimeout(() => abort.abort(), 200)
    const client = adapter.create({ url: server.url, key, timeoutMs: 8_000, maxRetries: 0 })
    const error = await errorOf(() => client.read({ signal: abort.signal }))
    return error !== null && performance.now() - started < 5_000
  })
  await check(findings, 'callTimeout', async () => {
    await using server = await serve(adapter, () => 'hang')
    const started = performance.now()
    const client = adapter.create({ url: server.url, key })
    const error = await errorOf(() => client.read({ timeoutMs: 200, maxRetries: 0 }))
    return error !== null && performance.now() - started < 5_000
  })
  await check(findings, 'callRetries', async () => {
    const triesOf = async (maxRetries: number) => {
      await using server = await serve(adapter, () => ({ status: 503 }))
      await errorOf(() => adapter.create({ url: server.url, key }).read({ maxRetries }))
      return server.received.length
    }
    return (await triesOf(0)) === 1 && (await triesOf(1)) === 2
  })
  await check(findings, 'callHeaders', async () => {
    await using server = await serve(adapter, () => 'ok')
    await adapter.create({ url: server.url, key }).read({ headers: { traceparent: 'a-trace' } })
    return server.received[0]?.headers['traceparent'] === 'a-trace'
  })
  await check(findings, 'callIdempotencyKey', async () => {
    await using server = await serve(adapter, () => 'ok')
    await adapter.create({ url: server.url, key }).write('text', { idempotencyKey: 'job-1' })
    return idempotencyKeyOf(server.received[0]) === 'job-1'
  })
}

export async function probeResponses(adapter: Adapter, findings: Findings): Promise<void> {
  const { key } = adapter
  const detail = (id: string, name: 'requestId' | 'status' | 'header' | 'remaining', expected: unknown) =>
    check(findings, id, async () => {
      await using server = await serve(adapter, () => 'ok')
      const details = await adapter.create({ url: server.url, key }).details?.()
      return details?.[name] === expected
    })
  await detail('responseRequestId', 'requestId', REQUEST_ID)
  await detail('responseStatus', 'status', 200)
  await detail('responseHeaders', 'header', REQUEST_ID)
  await detail('responseRateLimit', 'remaining', REMAINING)
  await check(findings, 'raw', async () => {
    await using server = await serve(adapter, () => 'ok')
    const client = adapter.create({ url: server.url, key })
    if (client.raw === undefined) return false
    await client.raw()
    return JSON.stringify(server.received[0]?.headers).includes(key)
  })
  await check(findings, 'rawRetried', async () => {
    await using server = await serve(adapter, (nth) => (nth === 1 ? { status: 503 } : 'ok'))
    const client = adapter.create({ url: server.url, key })
    if (client.raw === undefined) return false
    await client.raw()
    return server.received.length === 2
  })
}

export async function probeIdempotency(adapter: Adapter, findings: Findings): Promise<void> {
  const { key } = adapter
  await check(findings, 'idempotencyAutomatic', async () => {
    await using server = await serve(adapter, () => 'ok')
    await adapter.create({ url: server.url, key }).write('text')
    return idempotencyKeyOf(server.received[0]) !== undefined
  })
  await check(findings, 'idempotencySame', async () => {
    await using server = await serve(adapter, (nth) => (nth === 1 ? 'lost' : 'ok'))
    await adapter.create({ url: server.url, key }).write('text')
    const [first, second] = server.received.map(idempotencyKeyOf)
    return first !== undefined && first === second
  })
  await check(findings, 'idempotencyFresh', async () => {
    await using server = await serve(adapter, () => 'ok')
    const client = adapter.create({ url: server.url, key })
    await client.write('text')
    await client.write('text')
    const [first, second] = server.received.map(idempotencyKeyOf)
    return first !== undefined && first !== second
  })
}

function idempotencyKeyOf(request: Received | undefined): unknown {
  return Object.entries(request?.headers ?? {}).find(([name]) => KEY_HEADER.test(name))?.[1]
}
