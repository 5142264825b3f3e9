// Events and log messages of a client: which ones, in which order, and nothing that is confidential.

import {
  Latchkey,
  LatchkeyError,
  type LatchkeyEvents,
  type LatchkeyOptions,
  type Logger,
} from '@latchkey/sdk'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { apiKey, printed, thrown } from '../call-errors.ts'
import { answering, data, problem } from '../fake-server.ts'
import { cut, inTurn, made, patient, refused, SUBMISSION_INPUT } from '../scripted-answers.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

function recordEvents(latchkey: Latchkey): (LatchkeyEvents[keyof LatchkeyEvents] & { name: string })[] {
  const events: (LatchkeyEvents[keyof LatchkeyEvents] & { name: string })[] = []
  for (const name of ['request', 'response', 'retry'] as const)
    latchkey.on(name, (event) => events.push({ name, ...event }))
  return events
}

/** A logger that keeps its messages. */
function memory(): { logger: Logger; lines: string[] } {
  const lines: string[] = []
  const at = (level: string) => (message: string) => {
    lines.push(`${level} ${message}`)
  }
  return {
    lines,
    logger: { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') },
  }
}

describe('latchkey.on', () => {
  it('reports each attempt of a call', async () => {
    await using server = await inTurn(cut, refused(503, 'UNAVAILABLE'), made)
    const { latchkey, pauses } = patient(server.url)
    const events = recordEvents(latchkey)
    await latchkey.submissions.create(SUBMISSION_INPUT)
    const callId = events[0]?.callId
    const attempt = (number: number) => ({
      callId,
      operation: 'createSubmission',
      kind: 'mutation',
      attempt: number,
    })
    const durationMs = expect.any(Number)
    expect(callId).toMatch(/^[0-9a-f]{16}$/)
    expect(pauses).toHaveLength(2)
    const response = { name: 'response', durationMs, requestId: null }
    expect(events).toEqual([
      { name: 'request', ...attempt(1) },
      { ...response, ...attempt(1), status: null, errorCode: 'NETWORK' },
      { name: 'retry', ...attempt(1), errorCode: 'NETWORK', delayMs: expect.any(Number) },
      { name: 'request', ...attempt(2) },
      { ...response, ...attempt(2), status: 503, errorCode: 'UNAVAILABLE' },
      { name: 'retry', ...attempt(2), errorCode: 'UNAVAILABLE', delayMs: expect.any(Number) },
      { name: 'request', ...attempt(3) },
      { ...response, ...attempt(3), status: 200, errorCode: null },
    ])
  })

  it('reports the end of a call that failed or was aborted', async () => {
    const leaving = new AbortController()
    await using server = await answering((response, { body }) => {
      if (body['operationName'] === 'enableUser') leaving.abort(new Error('The user left.'))
      else problem(response.setHeader('x-request-id', 'req_9'), 404, 'NOT_FOUND', 'Gone.')
    })
    const { latchkey } = patient(server.url)
    const events = recordEvents(latchkey)
    await thrown(latchkey.users.get('usr_1'))
    const aborted = latchkey.users.enable('usr_1', { signal: leaving.signal })
    expect(await thrown(aborted)).toBe(leaving.signal.reason)
    expect(events).toEqual([
      expect.objectContaining({ name: 'request', operation: 'user', kind: 'query' }),
      expect.objectContaining({ name: 'response', status: 404, requestId: 'req_9', errorCode: 'NOT_FOUND' }),
      expect.objectContaining({ name: 'request', operation: 'enableUser', kind: 'mutation' }),
      expect.objectContaining({ name: 'response', status: null, errorCode: 'ABORTED' }),
    ])
    expect(events[0]?.callId).not.toBe(events[2]?.callId)
  })

  it('reports nothing for a call that was not sent', async () => {
    const { latchkey } = patient('https://latchkey.example/graphql')
    const events = recordEvents(latchkey)
    await thrown(
      latchkey.submissions.create({ name: 'x', amount: { amountMinor: Number.NaN, currency: 'USD' } }),
    )
    expect(events).toEqual([])
  })

  it('returns a function that removes the listener', async () => {
    await using server = await inTurn(made)
    const { latchkey } = patient(server.url)
    let calls = 0
    const listener = () => {
      calls += 1
    }
    const stop = latchkey.on('request', listener)
    latchkey.on('request', listener)
    await latchkey.viewer()
    stop()
    stop()
    await latchkey.viewer()
    expect(calls).toBe(3)
  })

  it('does not break a call when a listener throws', async () => {
    await using server = await inTurn(cut, made)
    const { logger, lines } = memory()
    const { latchkey } = patient(server.url, { logger })
    latchkey.on('request', () => {
      throw new Error(`no ${apiKey}`)
    })
    latchkey.on('retry', () => Promise.reject(new Error(`no ${apiKey}`)))
    const events = recordEvents(latchkey)
    expect(await latchkey.viewer()).toEqual({ scopes: [] })
    await vi.waitFor(() => expect(lines).toHaveLength(3))
    expect(new Set(lines)).toEqual(
      new Set([
        'error [latchkey] The listener of "request" failed. Catch its errors in your code.',
        'error [latchkey] The listener of "retry" failed. Catch its errors in your code.',
      ]),
    )
    expect(events).toHaveLength(5)
  })

  it('rejects unknown names', () => {
    const { latchkey } = patient('https://latchkey.example/graphql')
    for (const name of ['respond', '__proto__', 'toString'])
      expect(() => Reflect.apply(latchkey.on, latchkey, [name, () => {}])).toThrow(LatchkeyError)
    expect(() => Reflect.apply(latchkey.on, latchkey, ['request'])).toThrow(LatchkeyError)
  })
})

describe('the log', () => {
  const CANARY = 'canary-7f3a'

  async function logged(options: LatchkeyOptions): Promise<string[]> {
    await using server = await inTurn(cut, refused(503, 'UNAVAILABLE'), made)
    const { logger, lines } = memory()
    const { latchkey } = patient(server.url, { logger, ...options })
    await latchkey.submissions.create(SUBMISSION_INPUT)
    return lines
  }
  const levelsOf = (lines: readonly string[]) => lines.map((line) => line.split(' ')[0])

  it('has the level that was asked for', async () => {
    const debug = await logged({ logLevel: 'debug' })
    const attempt = ['debug', 'debug']
    expect(levelsOf(debug)).toEqual([...attempt, 'info', ...attempt, 'info', ...attempt])
    expect(debug[1]).toMatch(
      /^debug \[latchkey\] createSubmission [0-9a-f]{16}: attempt 1 failed with NETWORK after \d+ ms: HTTP status null, request id null\.$/,
    )
    expect(debug[2]).toMatch(/attempt 1 failed with NETWORK\. The next attempt is sent (?:now|in \d+ ms)\.$/)
    expect(levelsOf(await logged({ logLevel: 'info' }))).toEqual(['info', 'info'])
    expect(await logged({})).toEqual([])
    expect(await logged({ logLevel: 'off' })).toEqual([])
  })

  it('takes its level from LATCHKEY_LOG', async () => {
    vi.stubEnv('LATCHKEY_LOG', 'info')
    expect(levelsOf(await logged({}))).toEqual(['info', 'info'])
    expect(await logged({ logLevel: 'error' })).toEqual([])
    vi.stubEnv('LATCHKEY_LOG', 'verbose')
    expect(await logged({})).toEqual([])
  })

  it('contains nothing confidential at any level, and neither do the events', async () => {
    await using server = await answering((response, { headers }, nth) => {
      response.setHeader('x-request-id', nth === 1 ? `req ${CANARY}` : 'req_1')
      response.setHeader('x-canary', CANARY)
      response.setHeader('key-rotation', `due=${CANARY}`)
      const message = `No ${headers['x-api-key']} ${CANARY}`
      if (nth === 1) problem(response, 503, 'UNAVAILABLE', message, { requestId: CANARY })
      else if (nth === 2) problem(response, 503, `${CANARY} ${headers['x-api-key']}`, message)
      else data(response, { createSubmission: { id: CANARY } })
    })
    const { logger, lines } = memory()
    const { latchkey } = patient(server.url, {
      logger,
      logLevel: 'debug',
      headers: { 'x-canary': CANARY },
    })
    const events = recordEvents(latchkey)
    const create = () =>
      latchkey.submissions.create({ name: CANARY }, { headers: { 'x-more': CANARY }, idempotencyKey: CANARY })
    await create().catch(() => {})
    await create()
    expect(lines.length).toBeGreaterThan(4)
    const shown = printed(lines) + printed(events) + printed(latchkey)
    expect(shown).not.toContain(apiKey)
    expect(shown).not.toContain(CANARY)
  })

  it('does not break a call when the logger throws', async () => {
    const fail = () => {
      throw new Error('The disk is full.')
    }
    await logged({ logger: { error: fail, warn: fail, info: fail, debug: fail }, logLevel: 'debug' })
  })

  it('is written to the console by default', async () => {
    await using server = await inTurn(cut, made)
    const info = vi.spyOn(console, 'info').mockImplementation(() => {})
    try {
      const url = server.url
      await new Latchkey({ apiKey, url, logLevel: 'info', pause: async () => {} }).viewer()
      expect(info.mock.calls.flat()).toEqual([expect.stringContaining('failed with NETWORK')])
    } finally {
      info.mockRestore()
    }
  })
})
