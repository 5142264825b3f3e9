// Construction of a client: defaults from the environment, mistakes that are named at once, and the User-Agent.

import { Latchkey, LatchkeyError, type LatchkeyOptions, type Logger } from '@latchkey/sdk'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { apiKey, printed } from '../call-errors.ts'
import { type Answering, answering, data } from '../fake-server.ts'

const url = 'https://latchkey.example/graphql'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

function environment(variables: Readonly<Record<string, string | undefined>>): void {
  const none = { LATCHKEY_API_KEY: undefined, LATCHKEY_URL: undefined, LATCHKEY_LOG: undefined }
  for (const [name, value] of Object.entries({ ...none, ...variables })) vi.stubEnv(name, value)
}

const viewing = () => answering((response) => data(response, { viewer: { scopes: [] } }))
const agents = ({ requested }: Answering) => requested.map(({ headers }) => headers['user-agent'])

describe('a client without options', () => {
  it('takes key and URL from the environment', async () => {
    await using server = await viewing()
    environment({ LATCHKEY_API_KEY: apiKey, LATCHKEY_URL: server.url })
    await new Latchkey().viewer()
    expect(server.requested[0]?.headers['x-api-key']).toBe(apiKey)
  })

  it.each<[variables: object, options: LatchkeyOptions, message: RegExp]>([
    [{}, {}, /Pass `url`/],
    [{ LATCHKEY_URL: url }, {}, /Pass `apiKey`, or set the environment variable LATCHKEY_API_KEY/],
    [{ LATCHKEY_URL: url, LATCHKEY_API_KEY: ' ' }, {}, /Pass `apiKey`/],
    [{ LATCHKEY_URL: url, LATCHKEY_API_KEY: 'bft_1' }, {}, /`apiKey` is incomplete or was mistyped/],
    [{ LATCHKEY_API_KEY: apiKey }, { url: '' }, /Pass `url`/],
  ])('names what is missing: %j %j', (variables, options, message) => {
    environment({ ...variables })
    expect(() => new Latchkey(options)).toThrow(LatchkeyError)
    expect(() => new Latchkey(options)).toThrow(message)
  })

  it('ignores the key of the environment if it has an access token', async () => {
    await using server = await viewing()
    environment({ LATCHKEY_API_KEY: apiKey, LATCHKEY_URL: server.url })
    await new Latchkey({ accessToken: 'a.b.c' }).viewer()
    expect(server.requested[0]?.headers).not.toHaveProperty('x-api-key')
  })

  it('works where there is no process', () => {
    vi.stubGlobal('process', undefined)
    const construct = () => new Latchkey({ apiKey, url })
    const failed = (() => {
      try {
        return construct() instanceof Latchkey ? null : 'no client'
      } catch (error) {
        return error
      } finally {
        vi.unstubAllGlobals()
      }
    })()
    expect(failed).toBeNull()
  })
})

describe('mistakes', () => {
  it.each<[options: object, message: string]>([
    [{ apikey: 1 }, 'Unknown option `apikey`. Did you mean `apiKey`?'],
    [{ api_key: 1 }, 'Unknown option `api_key`. Did you mean `apiKey`?'],
    [{ timeout: 1 }, 'Unknown option `timeout`. Did you mean `timeoutMs`?'],
    [{ apiKey: 5 }, '`apiKey` must be a string, a list of strings or a function.'],
    [{ apiKey: [] }, '`apiKey` is a list without a key. Pass at least one.'],
    [{ apiKey: [undefined, ''] }, '`apiKey` is a list without a key. Pass at least one.'],
    [{ logLevel: 'verbose' }, '`logLevel` must be one of off, error, warn, info, debug.'],
    [{ logger: {} }, '`logger` must have the methods error, warn, info and debug, like console.'],
    [{ logger: null }, '`logger` must have the methods error, warn, info and debug, like console.'],
    [
      { appInfo: { name: 'Acme Importer' } },
      '`appInfo.name` must have 1 to 64 characters of A-Z, a-z, 0-9, ., _ and -.',
    ],
    [
      { appInfo: { name: 'acme', version: '1\n2' } },
      '`appInfo.version` must have 1 to 64 characters of A-Z, a-z, 0-9, ., _, + and -.',
    ],
    [{ onRotationDue: 'soon' }, '`onRotationDue` must be a function.'],
    [{ headers: new Map([['x', 'y']]) }, 'headers: '],
  ])('are named at once: %j', (options, message) => {
    const construct = () => new Latchkey({ apiKey, url, ...options })
    expect(construct).toThrow(LatchkeyError)
    expect(construct).toThrow(message)
  })

  it.each([null, 'key', 5, new Map()])('are named at once: options %o', (options) => {
    expect(() => Reflect.construct(Latchkey, [options])).toThrow(LatchkeyError)
  })

  it('are errors of TypeScript too', () => {
    const construct = () => [
      // @ts-expect-error: Did you mean to write 'apiKey'?
      new Latchkey({ apikey: apiKey, url }),
      // @ts-expect-error: A number is not an API key.
      new Latchkey({ apiKey: 5, url }),
    ]
    expect(construct).toThrow(LatchkeyError)
  })

  it('never repeat a value that could be a secret', () => {
    for (const options of [{ apiKey: `${apiKey}x` }, { [apiKey]: 'x' }, { url: apiKey }])
      try {
        new Latchkey({ apiKey, url, ...options })
        expect.unreachable()
      } catch (error) {
        expect(printed(error)).not.toContain(apiKey)
      }
  })
})

describe('a browser', () => {
  it('gets no client with an API key unless it asks for one', () => {
    vi.stubGlobal('window', {})
    vi.stubGlobal('document', {})
    expect(() => new Latchkey({ apiKey, url })).toThrow(/dangerouslyAllowBrowser: true/)
    expect(() => new Latchkey({ apiKey, url, dangerouslyAllowBrowser: true })).not.toThrow()
    expect(() => new Latchkey({ accessToken: 'a.b.c', url })).not.toThrow()
  })

  it('sends its own User-Agent', async () => {
    await using server = await viewing()
    vi.stubGlobal('window', {})
    vi.stubGlobal('document', {})
    const appInfo = { name: 'acme-importer' }
    await new Latchkey({ accessToken: 'a.b.c', url: server.url, appInfo }).viewer()
    expect(agents(server)[0]).not.toMatch(/latchkey|acme/)
  })
})

describe('the User-Agent', () => {
  it('names the program, the SDK and the runtime', async () => {
    await using server = await viewing()
    const latchkey = new Latchkey({ apiKey, url: server.url })
    await latchkey.viewer()
    await latchkey.withOptions({ appInfo: { name: 'acme-importer', version: '1.4.0' } }).viewer()
    await latchkey.withOptions({ headers: { 'User-Agent': 'my own' } }).viewer()
    const sdk = expect.stringMatching(/^latchkey-sdk\/\d+\.\d+\.\d+ node\/\d+\.\d+\.\d+$/)
    const app = expect.stringMatching(/^acme-importer\/1\.4\.0 latchkey-sdk\/\S+ node\/\S+$/)
    expect(agents(server)).toEqual([sdk, app, 'my own'])
  })
})

describe('withOptions', () => {
  it('replaces options and shares rate limit and listeners', async () => {
    await using server = await answering((response, _request, nth) => {
      response.setHeader('ratelimit-policy', '"window";q=100;w=900')
      response.setHeader('ratelimit', `"window";r=${100 - nth};t=60`)
      data(response, { viewer: { scopes: [] } })
    })
    const latchkey = new Latchkey({ apiKey, url: server.url })
    expect(latchkey.rateLimit).toEqual({ window: null, burst: null })
    const operations: string[] = []
    latchkey.on('response', ({ operation, status }) => operations.push(`${operation} ${status}`))
    const other = latchkey.withOptions({ headers: { 'x-team': 'deals' } })
    await other.viewer()
    await latchkey.viewer()
    expect(latchkey.rateLimit.window).toMatchObject({ limit: 100, remaining: 98, windowSeconds: 900 })
    expect(other.rateLimit).toEqual(latchkey.rateLimit)
    expect(operations).toEqual(['viewer 200', 'viewer 200'])
    expect(server.requested.map(({ headers }) => headers['x-team'])).toEqual(['deals', undefined])
  })

  it('shares no rate limit with another credential', async () => {
    await using server = await answering((response) => {
      response.setHeader('ratelimit-policy', '"window";q=100;w=900')
      response.setHeader('ratelimit', '"window";r=1;t=60')
      data(response, { viewer: { scopes: [] } })
    })
    const latchkey = new Latchkey({ apiKey, url: server.url })
    const user = latchkey.withOptions({ accessToken: 'a.b.c' })
    await user.viewer()
    expect(server.requested[0]?.headers).toMatchObject({ authorization: 'Bearer a.b.c' })
    expect(user.rateLimit.window?.remaining).toBe(1)
    expect(latchkey.rateLimit.window).toBeNull()
    await user.withOptions({ apiKey }).viewer()
    expect(server.requested[1]?.headers).toMatchObject({ 'x-api-key': apiKey })
    expect(server.requested[1]?.headers).not.toHaveProperty('authorization')
  })

  it('checks its options', () => {
    const latchkey = new Latchkey({ apiKey, url })
    expect(() => latchkey.withOptions({ timeoutMs: 0 })).toThrow(LatchkeyError)
    const logger: Logger = console
    expect(latchkey.withOptions({ logger })).toBeInstanceOf(Latchkey)
  })
})
