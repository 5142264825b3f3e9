// SecretSwitch: repeats one call with another secret when the server rejects the first. Used by transport.ts.

import type { Credential, CredentialSource } from '../auth.ts'
import { LatchkeyError } from '../errors.ts'

/** The server rejected the secret itself, so the request changed nothing. */
const REJECTED_CODES = ['API_KEY_INVALID', 'API_KEY_INVALID_FORMAT', 'TOKEN_INVALID']

interface Next {
  readonly credential: Credential
  /** The code of the rejection, if this is the first attempt with the secret that replaces a rejected one. */
  readonly replaces: string | null
}

export class SecretSwitch {
  readonly #source: CredentialSource
  readonly #rejected = new Set<string>()
  #secret = ''
  #changes = 0
  #pending: { readonly error: unknown; readonly code: string } | null = null

  constructor(source: CredentialSource) {
    this.#source = source
  }

  /** The credential of the next attempt. Throws the error of the rejection if there is no other secret. */
  async next(): Promise<Next> {
    const credential = await this.#source.credentials()
    if (this.#pending !== null && this.#rejected.has(credential.secret)) throw this.#pending.error
    const replaces = this.#pending?.code ?? null
    this.#pending = null
    this.#secret = credential.secret
    return { credential, replaces }
  }

  /** Whether to repeat the call, because `next` may return another secret. */
  mayRepeat(error: unknown, code: string): boolean {
    if (!(error instanceof LatchkeyError) || !REJECTED_CODES.includes(code)) return false
    this.#source.reject(this.#secret)
    // An earlier attempt may have been applied. Another key would apply it twice: the server compares
    // idempotency keys per API key.
    if (error.maybeApplied || this.#changes >= this.#source.maxChanges) return false
    this.#changes += 1
    this.#rejected.add(this.#secret)
    this.#pending = { error, code }
    return true
  }
}
