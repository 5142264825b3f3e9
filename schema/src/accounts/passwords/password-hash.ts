// Argon2id password hashing. Used by login and the password functions.

import { channel } from 'node:diagnostics_channel'
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { Problem } from '../../graphql/problem.ts'
import { createSemaphore } from '../../transaction/semaphore.ts'

// OWASP's first recommendation. A hash takes 19 MiB and about 12 ms of one core.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// Hash of a random password: checking an unknown user takes the same time as a known one.
const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$C9jPiNXzdQ1UasEF7n/yqw$erPsfSkcKWxXHt6STDgUOj79x3fK2qAFsxLL++UfEDE'

// Limits concurrent hashes, so that many password checks still leave a thread of Node's pool to other
// requests.
const QUEUE_TIMEOUT_MS = 5_000
const limitConcurrency = createSemaphore(Math.min(3, availableParallelism()), QUEUE_TIMEOUT_MS, () => {
  return new Problem('UNAVAILABLE', 'Too many concurrent password checks. Try again shortly.')
})

/** Publishes a message per computed hash, for counters. */
export const HASH_FORMAT = channel('latchkey.password')

export function hashPassword(password: string): Promise<string> {
  return counted(() => hash(normalized(password), COST))
}

/** Whether `known` is the hash of `password`. Always computes one hash; null never matches. */
export async function verifyPassword(known: string | null, password: string): Promise<boolean> {
  const right = await counted(() => verify(known ?? DUMMY_HASH, normalized(password)))
  return right && known !== null
}

function counted<T>(run: () => Promise<T>): Promise<T> {
  return limitConcurrency(() => {
    HASH_FORMAT.publish({})
    return run()
  })
}

/** NFKC: the same characters in another encoding are the same password. */
export function normalized(password: string): string {
  return password.normalize('NFKC')
}
