// CallReport: emits the events and log messages of one call. Used by transport.ts.
//
// Events and messages are built from the fields below only, so they cannot contain a secret, a header, a
// variable or a body.

import { LatchkeyError } from '../errors.ts'
import type { RetryPlan } from '../hooks.ts'
import { randomId } from '../idempotency-key.ts'
import { requestIdIn } from '../response/response-details.ts'
import type { LatchkeyEvents, RequestEvent } from './events.ts'
import type { Listeners } from './listeners.ts'
import type { Log } from './logger.ts'

interface OpenAttempt {
  readonly startedAt: number
  status: number | null
  requestId: string | null
}

export class CallReport {
  readonly #call: Omit<RequestEvent, 'attempt'>
  readonly #listeners: Listeners
  readonly #log: Log
  #attempts = 0
  #open: OpenAttempt | null = null

  constructor(call: Omit<RequestEvent, 'attempt' | 'callId'>, listeners: Listeners, log: Log) {
    this.#call = { callId: randomId().slice(0, 16), ...call }
    this.#listeners = listeners
    this.#log = log
  }

  /** A new attempt starts. */
  started(): RequestEvent {
    this.#attempts += 1
    this.#open = { startedAt: performance.now(), status: null, requestId: null }
    const event = this.#event()
    this.#write('debug', 'is sent.')
    this.#emit('request', event)
    return event
  }

  /** There is a response, which may be incomplete. */
  responded({ status, headers }: Response): void {
    if (this.#open !== null) Object.assign(this.#open, { status, requestId: requestIdIn(headers) })
  }

  /** The open attempt ended, if there is one. */
  ended(errorCode: string | null): void {
    if (this.#open === null) return
    const { startedAt, status, requestId } = this.#open
    this.#open = null
    const durationMs = performance.now() - startedAt
    const result = errorCode === null ? 'succeeded' : `failed with ${errorCode}`
    this.#write(
      'debug',
      `${result} after ${Math.round(durationMs)} ms: HTTP status ${status}, request id ${requestId}.`,
    )
    this.#emit('response', { ...this.#event(), status, requestId, durationMs, errorCode })
  }

  retry({ errorCode: code, delayMs }: RetryPlan): void {
    const errorCode = safeCode(code)
    this.ended(errorCode)
    const next = delayMs > 0 ? `in ${Math.round(delayMs)} ms` : 'now'
    this.#write('info', `failed with ${errorCode}. The next attempt is sent ${next}.`)
    this.#emit('retry', { ...this.#event(), errorCode, delayMs })
  }

  #event(): RequestEvent {
    return { ...this.#call, attempt: this.#attempts }
  }

  #emit<Name extends keyof LatchkeyEvents>(name: Name, event: LatchkeyEvents[Name]): void {
    this.#listeners.emit(name, event, this.#log)
  }

  #write(level: 'info' | 'debug', message: string): void {
    const { operation, callId } = this.#call
    this.#log(level, `${operation} ${callId}: attempt ${this.#attempts} ${message}`)
  }
}

export function errorCodeOf(error: unknown, signal: AbortSignal | undefined): string {
  if (error instanceof LatchkeyError) return safeCode(error.code)
  return signal?.aborted ? 'ABORTED' : 'UNKNOWN'
}

/** The code comes from the server. Only one that looks like a code appears in events and messages. */
function safeCode(code: string): string {
  return /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : 'UNKNOWN'
}
