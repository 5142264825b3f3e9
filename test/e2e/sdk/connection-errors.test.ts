// Calls without a usable response: network errors, proxies, redirects, timeouts and aborts.

import { LatchkeyConnectionError } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { apiKey, BROKER_KEY_INPUT, client, printed, thrown } from './call-errors.ts'
import { answering, data } from './fake-server.ts'

describe('no usable response', () => {
  const page = '<html>Bad gateway, you sent a-name-nobody-may-read</html>'

  it.each<[what: string, status: number, type: string, body: string]>([
    ['an error page of a proxy', 502, 'text/html', page],
    ['an HTML page', 200, 'text/html', page],
    ['unrelated JSON', 503, 'application/json', JSON.stringify({ message: page })],
    ['unrelated errors', 400, 'application/json', JSON.stringify({ errors: [{ message: page }] })],
    ['broken JSON', 200, 'application/json', '{"data":{"a-name-nobody-may-read'],
    ['a response without data', 200, 'application/json', '{"data":null}'],
    ['a JSON array', 200, 'application/json', '[]'],
    ['an empty response', 204, 'text/plain', ''],
  ])('%s', async (_what, status, type, body) => {
    await using server = await answering((response) =>
      response.writeHead(status, { 'content-type': type }).end(body),
    )
    const latchkey = client(server.url)
    const { origin } = new URL(server.url)

    const querying = await thrown(latchkey.viewer())
    expect(querying).toBeInstanceOf(LatchkeyConnectionError)
    expect(querying).toMatchObject({
      name: 'LatchkeyConnectionError',
      message: `${origin} responded to viewer with HTTP ${status}, but not in the format of Latchkey. Check \`url\` and any proxy in between.`,
      reason: 'INVALID_RESPONSE',
      status,
      systemCode: null,
      maybeApplied: false,
    })

    const changing = await thrown(latchkey.apiKeys.createForBroker(BROKER_KEY_INPUT))
    expect(changing).toMatchObject({ reason: 'INVALID_RESPONSE', status, maybeApplied: true })
    expect(changing).toHaveProperty(
      'message',
      expect.stringMatching(/ The mutation may have been applied\. Check before you retry\.$/),
    )
    expect(printed(changing)).not.toContain('a-name-nobody-may-read')
  })

  it('does not follow a redirect or send the key to its target', async () => {
    await using elsewhere = await answering((response) => data(response, {}))
    await using server = await answering((response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    )
    expect(await thrown(client(server.url).viewer())).toMatchObject({
      message: `${new URL(server.url).origin} responded to viewer with a redirect. The client does not send credentials to another address. Pass the final address as \`url\`.`,
      reason: 'INVALID_RESPONSE',
      status: 307,
    })
    expect(elsewhere.requested).toEqual([])
  })

  it('a refused connection: nothing was applied', async () => {
    const server = await answering(() => {})
    await server[Symbol.asyncDispose]()
    const error = await thrown(client(server.url).apiKeys.createForBroker(BROKER_KEY_INPUT))
    expect(error).toBeInstanceOf(LatchkeyConnectionError)
    expect(error).toMatchObject({
      message: `${new URL(server.url).origin} could not be reached for createBrokerKey (ECONNREFUSED).`,
      reason: 'NETWORK',
      systemCode: 'ECONNREFUSED',
      status: null,
      maybeApplied: false,
    })
  })

  it('a refused connection with a custom fetch: may have been applied', async () => {
    const refuse = async () => {
      throw Object.assign(new Error(`Could not send ${apiKey}`), { code: 'ECONNREFUSED' })
    }
    const latchkey = client('https://latchkey.example/graphql', { fetch: refuse })
    const error = await thrown(latchkey.apiKeys.createForBroker(BROKER_KEY_INPUT))
    expect(error).toMatchObject({
      reason: 'NETWORK',
      systemCode: 'ECONNREFUSED',
      maybeApplied: true,
    })
    expect(printed(error)).not.toContain(apiKey)
  })

  it('a broken connection: a mutation may have been applied', async () => {
    await using server = await answering((response) => response.destroy())
    const latchkey = client(server.url)
    expect(await thrown(latchkey.apiKeys.delete('apk_1'))).toMatchObject({
      reason: 'NETWORK',
      maybeApplied: true,
    })
    expect(await thrown(latchkey.viewer())).toMatchObject({ reason: 'NETWORK', maybeApplied: false })
  })

  it('a truncated response', async () => {
    await using server = await answering((response) => {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .write('{"data":', () => response.destroy())
    })
    expect(await thrown(client(server.url).viewer())).toMatchObject({
      reason: 'INVALID_RESPONSE',
      status: 200,
    })
  })

  it.each([
    ['no response', () => {}],
    [
      'an incomplete response',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":'),
    ],
  ] satisfies [string, Parameters<typeof answering>[0]][])('times out after %s', async (_what, answer) => {
    await using server = await answering(answer)
    const latchkey = client(server.url, { timeoutMs: 50 })
    expect(await thrown(latchkey.apiKeys.createForBroker(BROKER_KEY_INPUT))).toMatchObject({
      message: `${new URL(server.url).origin} did not respond to createBrokerKey within 50 ms. The mutation may have been applied. Check before you retry.`,
      reason: 'TIMEOUT',
      status: null,
      maybeApplied: true,
    })
    expect(await thrown(latchkey.viewer())).toMatchObject({ reason: 'TIMEOUT', maybeApplied: false })
  })
})
describe('an AbortSignal', () => {
  it('rejects a running call with the reason of the signal', async () => {
    const reason = new Error('The user left.')
    const leaving = new AbortController()
    await using server = await answering(() => leaving.abort(reason))
    const latchkey = client(server.url)
    expect(await thrown(latchkey.apiKeys.createForBroker(BROKER_KEY_INPUT, { signal: leaving.signal }))).toBe(
      reason,
    )
  })

  it('rejects before sending if it is already aborted', async () => {
    await using server = await answering((response) => data(response, {}))
    const latchkey = client(server.url)
    const signal = AbortSignal.abort()
    expect(await thrown(latchkey.viewer({ signal }))).toBe(signal.reason)
    expect(await thrown(latchkey.apiKeys.list({}, { signal }).page())).toBe(signal.reason)
    expect(server.requested).toEqual([])
  })

  it('keeps no listener after the call ends', async () => {
    await using server = await answering((response) => data(response, { viewer: {} }))
    const { signal } = new AbortController()
    let listeners = 0
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++
      add(...args)
    }
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--
      remove(...args)
    }
    await client(server.url).viewer({ signal })
    expect(listeners).toBe(0)
  })
})
