// AuthDependencies: dependencies of login, logout and passwords. Used by the auth handlers.

import type { Context } from '../context.ts'
import type { SystemTransaction } from '../transaction/transaction.ts'

/** The callers of these functions have no credential yet, or want to end their session. */
export interface AuthDependencies extends Pick<Context, 'db' | 'enqueue'> {
  readonly systemTransaction: SystemTransaction
  readonly keys: AuthKeys
}

/** Derived from one configured secret, one key per purpose. */
export interface AuthKeys {
  /** Signs bearer tokens. */
  readonly bearer: Uint8Array
  /** HMAC key for the subjects of attempt counters. */
  readonly attempts: Uint8Array
  /** HMAC key for the inputs in idempotency records. */
  readonly idempotency: Uint8Array
  /** Encrypts what people typed in the data of a job. */
  readonly jobs: Uint8Array
  /** Encrypts the tokens of signed upload and download addresses. */
  readonly signedAddresses: Uint8Array
}
