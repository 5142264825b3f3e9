// What the acts under /auth/ have: they are asked by people who have no credential yet, or want to be rid of one.

import type { Context } from '../context.ts'
import type { Mail } from '../mailer.ts'
import type { SystemTransaction } from '../transaction/transaction.ts'

export interface AuthDependencies extends Pick<Context, 'db' | 'post' | 'page'> {
  readonly systemTransaction: SystemTransaction
  readonly keys: AuthKeys
  /** Runs `decide` in the background and posts the mails that it returns. */
  readonly postLater: (decide: () => Promise<readonly Mail[]>) => void
}

/** Derived from one secret of the configuration, each for one use. */
export interface AuthKeys {
  /** Signs bearer tokens. */
  readonly bearer: Uint8Array
  /** Hides what attempts are counted by. */
  readonly attempts: Uint8Array
  /** Hides the inputs of mutations that may be sent again. */
  readonly idempotency: Uint8Array
}
