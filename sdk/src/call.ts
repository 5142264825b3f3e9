// One call, and what is said of it when it fails.

import { type ConnectionDetails, type Issue, LatchkeyConnectionError, LatchkeyProblem } from './errors.ts'
import type { Settings } from './options.ts'

/** Failures that come before a byte of the request is sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

export class Call {
  readonly document: string
  /** Whether it has taken longer than it may. */
  timedOut = false
  /** The HTTP status, once there is an answer. */
  status: number | null = null

  readonly #name: string
  readonly #isChange: boolean
  readonly #settings: Settings

  constructor(document: string, settings: Settings) {
    const [, kind, name = 'the request'] = /^\s*(query|mutation)\s+(\w+)/.exec(document) ?? []
    this.document = document
    this.#name = name
    this.#isChange = kind !== 'query'
    this.#settings = settings
  }

  /** The answer holds errors. The first one decides, if it is one of Latchkey's. */
  refused(errors: unknown): LatchkeyProblem | LatchkeyConnectionError {
    const [error] = list(errors)
    const extensions = field(error, 'extensions')
    const message = this.#text(field(error, 'message'))
    const code = this.#text(field(extensions, 'code'))
    const status = field(extensions, 'status')
    if (message === null || code === null || typeof status !== 'number') return this.unusable()
    return new LatchkeyProblem({
      message,
      code,
      status,
      requestId: this.#text(field(extensions, 'requestId')),
      issues: list(field(extensions, 'issues')).map((issue) => this.#issue(issue)),
      docUrl: this.#text(field(extensions, 'docUrl')),
    })
  }

  /** There is an answer, but none of Latchkey's. */
  unusable(): LatchkeyConnectionError {
    const status = this.status ?? 0
    const redirects = status === 0 || (status >= 300 && status < 400)
    const what = redirects
      ? 'with a redirect, which is not followed: the key would go with it. Pass the final address as url.'
      : `with HTTP ${status} and not as Latchkey does. Is url right, and is what stands in between well?`
    return this.#lost({ reason: 'ANSWER', status }, `answered ${this.#name} ${what}`)
  }

  /** There is no answer, or not all of it. */
  failed(error: unknown): LatchkeyConnectionError {
    const { timeoutMs } = this.#settings
    if (this.timedOut)
      return this.#lost({ reason: 'TIMEOUT' }, `did not answer ${this.#name} within ${timeoutMs} ms.`)
    if (this.status !== null) return this.unusable()
    const systemCode = systemCodeOf(error)
    const why = systemCode === null ? '' : ` (${systemCode})`
    return this.#lost({ reason: 'NETWORK', systemCode }, `could not be reached for ${this.#name}${why}.`)
  }

  #lost(
    details: Omit<ConnectionDetails, 'message' | 'mayHaveBeenCarriedOut'>,
    whatHappened: string,
  ): LatchkeyConnectionError {
    // A fetch of the caller's own may have sent the request before, and tell of a second attempt.
    const neverSent = NEVER_SENT.has(details.systemCode ?? '') && this.#settings.fetch === undefined
    const mayHaveBeenCarriedOut = this.#isChange && !neverSent
    const hint = mayHaveBeenCarriedOut ? ' It may have been carried out: look before you try again.' : ''
    const message = `${this.#settings.url.origin} ${whatHappened}${hint}`
    return new LatchkeyConnectionError({ ...details, message, mayHaveBeenCarriedOut })
  }

  #issue(issue: unknown): Issue {
    return {
      path: this.#text(field(issue, 'path')) ?? '',
      code: this.#text(field(issue, 'code')) ?? '',
      message: this.#text(field(issue, 'message')) ?? '',
    }
  }

  /** A text of the server's. Should it repeat the key, we do not. */
  #text(value: unknown): string | null {
    return typeof value === 'string' ? value.replaceAll(this.#settings.apiKey, '[the API key]') : null
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** `ECONNREFUSED` and its like, which Node's fetch keeps in the cause. Nothing else of a foreign error is repeated. */
function systemCodeOf(error: unknown): string | null {
  for (const code of [field(error, 'code'), field(field(error, 'cause'), 'code')])
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,63}$/.test(code)) return code
  return null
}
