// Probes of the constructor and of environment variables.

import type { Adapter } from './adapter.ts'
import { check, errorOf, type Findings, nameOf } from './findings.ts'
import { serve } from './server.ts'

export async function probeConstruction(adapter: Adapter, findings: Findings): Promise<void> {
  const { key } = adapter
  const url = 'http://127.0.0.1:9'
  const rejects = (id: string, create: () => unknown, names?: RegExp) =>
    check(findings, id, async () => {
      const error = await errorOf(create)
      if (error === null) return false
      const message = error instanceof Error ? error.message : ''
      return { ok: names?.test(message) ?? true, note: nameOf(error) }
    })
  await rejects('missingKey', () => adapter.create({ url, key: undefined }), /key|token|auth|credential/i)
  await rejects('malformedKey', () => adapter.create({ url, key: 'two\nlines' }), /key/i)
  await rejects('mistypedKey', () => adapter.create({ url, key: changed(key) }), /key/i)
  await rejects('badOption', () => adapter.create({ url, key, timeoutMs: -1 }), /timeout/i)
  await rejects('unknownOption', () => adapter.create({ url, key, extra: { maxRetrys: 1 } }), /maxRetrys/)
  const inBrowser = () => {
    const browser = { document: {}, navigator: { userAgent: 'Mozilla/5.0' } }
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
    Object.assign(globalThis, { window: browser, document: browser.document })
    Object.defineProperty(globalThis, 'navigator', { value: browser.navigator, configurable: true })
    try {
      return adapter.create({ url: 'https://api.example', key })
    } finally {
      Reflect.deleteProperty(globalThis, 'window')
      Reflect.deleteProperty(globalThis, 'document')
      if (before !== undefined) Object.defineProperty(globalThis, 'navigator', before)
    }
  }
  await rejects('refusesBrowser', inBrowser, /browser/i)
  await check(findings, 'ownFetch', async () => {
    await using server = await serve(adapter, () => 'ok')
    let calls = 0
    const counting: typeof fetch = (...args) => {
      calls += 1
      return fetch(...args)
    }
    await adapter.create({ url: server.url, key, fetch: counting }).read()
    return calls === 1
  })
  await check(findings, 'copyWithOptions', async () => {
    await using server = await serve(adapter, () => 'hang')
    const copy = adapter.create({ url: server.url, key, maxRetries: 0 }).withTimeout?.(200)
    if (copy === undefined) return false
    const started = performance.now()
    const error = await errorOf(() => copy.read())
    return error !== null && performance.now() - started < 5_000
  })
  await check(findings, 'appInfo', async () => {
    await using server = await serve(adapter, () => 'ok')
    await adapter
      .create({ url: server.url, key, appInfo: { name: 'acme-importer', version: '1.4.0' } })
      .read()
    return JSON.stringify(server.received[0]?.headers).includes('acme-importer')
  })
  await check(findings, 'userAgent', async () => {
    await using server = await serve(adapter, () => 'ok')
    await adapter.create({ url: server.url, key }).read()
    const { 'user-agent': agent = '', ...headers } = server.received[0]?.headers ?? {}
    const others = Object.entries(headers).flatMap(([name, value]) => (name.startsWith('x-') ? [value] : []))
    const ok =
      /node/i.test([agent, ...others].join(' ')) && /\d+\.\d+\.\d+/.test([agent, ...others].join(' '))
    return { ok, note: String(agent).slice(0, 100) }
  })
}

export async function probeEnvironment(adapter: Adapter, findings: Findings): Promise<void> {
  const { environment, key } = adapter
  const sent = async (): Promise<string> => {
    await using server = await serve(adapter, () => 'ok')
    process.env[environment.key] = key
    if (environment.url !== undefined) process.env[environment.url] = server.url
    await adapter.createFromEnvironment(server.url).read()
    return JSON.stringify(server.received[0]?.headers)
  }
  await check(findings, 'environmentKey', async () => ({
    ok: (await sent()).includes(key),
    note: environment.key,
  }))
  await check(findings, 'environmentUrl', async () => {
    if (environment.url === undefined) return false
    return { ok: (await sent()).includes('host'), note: environment.url }
  })
  delete process.env[environment.key]
  if (environment.url !== undefined) delete process.env[environment.url]
}

/** The key with another last character. */
function changed(key: string): string {
  return `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`
}
