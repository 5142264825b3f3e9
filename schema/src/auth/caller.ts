// A caller: the credential of a request and all that was asked with it, which is enough to decide again.

import type { Role } from '@latchkey/prisma'
import { Problem } from '../graphql/problem.ts'
import type { IdempotentRequest } from '../transaction/idempotency.ts'
import { checkMay, type Operation } from './permissions.ts'
import { roleOf } from './principal.ts'
import { admit, type CredentialRow, type Presented } from './verify-credential.ts'

export interface Caller extends Presented {
  /** The operations that the request was allowed so far. */
  readonly allowed: ReadonlySet<Operation>
  /** At the door. What a user sees depends on it. */
  readonly role: Role | null
  /** The mutation, when it came with an Idempotency-Key: its write is carried out once. */
  request: IdempotentRequest | null
}

/** Throws the Problem if `caller` is not admitted any more by the `row` of now, or not for all that was asked. */
export function admitAgain(row: CredentialRow | null, caller: Caller): void {
  const principal = admit(row, caller)
  for (const operation of caller.allowed) checkMay(principal, operation)
  if (roleOf(principal) !== caller.role) {
    throw new Problem('UNAVAILABLE', 'Your role was changed meanwhile. Nothing was written; ask again.')
  }
}
