// Probes of what errors, logs and clients show when they are printed, and of hooks.

import { inspect } from 'node:util'
import type { Adapter } from './adapter.ts'
import { check, errorOf, type Findings } from './findings.ts'
import { type Reply, serve } from './server.ts'

const BODY = 'canary-in-the-input'
const HEADER = 'canary-in-a-header'

export async function probeLogging(adapter: Adapter, findings: Findings): Promise<void> {
  const { key } = adapter
  const printed: string[] = []
  const replies: Reply[] = [{ status: 401 }, { status: 422 }, { status: 503 }, 'lost', 'hang']
  for (const reply of replies) {
    await using server = await serve(adapter, () => reply)
    const headers = { 'x-internal': HEADER }
    const client = adapter.create({ url: server.url, key, headers, maxRetries: 0, timeoutMs: 1_000 })
    printed.push(printOf(await errorOf(() => client.write(BODY, { maxRetries: 0, headers }), 8_000)))
  }
  const absent = (id: string, text: string) =>
    check(findings, id, async () => {
      const shown = printed.filter((one) => one.includes(text)).length
      return {
        ok: shown === 0,
        note: shown === 0 ? undefined : `shown by ${shown} of ${printed.length} errors`,
      }
    })
  await absent('errorHidesKey', key)
  await absent('errorHidesInput', BODY)
  await absent('errorHidesHeaders', HEADER)
  await check(findings, 'errorMasksEcho', async () => {
    await using server = await serve(adapter, () => ({
      status: 401,
      message: `The key ${key} is not valid.`,
    }))
    const client = adapter.create({ url: server.url, key, maxRetries: 0 })
    return !printOf(await errorOf(() => client.read({ maxRetries: 0 }))).includes(key)
  })
  await check(findings, 'clientHidesKey', async () => {
    const { object } = adapter.create({ url: 'https://api.example', key })
    return !printOf(object).includes(key)
  })
  const lines: string[] = []
  await check(findings, 'logger', async () => {
    await using server = await serve(adapter, (nth) => (nth === 1 ? { status: 503 } : 'ok'))
    const log = (...values: unknown[]) => {
      lines.push(values.map((value) => (typeof value === 'string' ? value : printOf(value))).join(' '))
    }
    const client = adapter.create({ url: server.url, key, headers: { 'x-internal': HEADER }, log })
    await errorOf(() => client.write(BODY))
    return { ok: lines.length > 0, note: `${lines.length} messages` }
  })
  findings['logHidesSecrets'] =
    lines.length === 0
      ? { ok: null, note: 'no logger' }
      : { ok: ![key, BODY, HEADER].some((secret) => lines.join('\n').includes(secret)) }
}

export async function probeHooks(adapter: Adapter, findings: Findings): Promise<void> {
  const { key } = adapter
  for (const [name, expected] of [
    ['request', 2],
    ['response', 2],
    ['retry', 1],
  ] as const)
    await check(findings, `hook-${name}`, async () => {
      await using server = await serve(adapter, (nth) => (nth === 1 ? { status: 503 } : 'ok'))
      const client = adapter.create({ url: server.url, key })
      let calls = 0
      client.on?.[name]?.(() => (calls += 1))
      await errorOf(() => client.read())
      return { ok: calls >= expected, note: `${calls} calls for 2 attempts` }
    })
  await check(findings, 'headersPerAttempt', async () => {
    await using server = await serve(adapter, (nth) => (nth === 1 ? { status: 503 } : 'ok'))
    let attempts = 0
    const headersPerAttempt = () => {
      attempts += 1
      return { traceparent: `trace-${attempts}` }
    }
    await adapter.create({ url: server.url, key, headersPerAttempt }).read()
    return server.received.map(({ headers }) => headers['traceparent']).join() === 'trace-1,trace-2'
  })
}

/** Everything that a log could show of a value. */
function printOf(value: unknown): string {
  const stack = value instanceof Error ? value.stack : ''
  let json: string | undefined
  try {
    json = JSON.stringify(value)
  } catch {
    json = ''
  }
  return [inspect(value, { depth: 12, maxStringLength: null }), json, String(value), stack].join('\n')
}
