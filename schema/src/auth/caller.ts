// A caller: the credential of a request and all that was asked with it, which is enough to decide again.

import type { Role } from '@latchkey/prisma'
import { Problem } from '../graphql/problem.ts'
import type { IdempotentRequest } from '../transaction/idempotency.ts'
import { type Operation, requirePermission } from './permissions.ts'
import { roleOf } from './principal.ts'
import { type CredentialRow, type PresentedCredential, verifyCredential } from './verify-credential.ts'

export interface Caller extends PresentedCredential {
  /** The operations that the request was allowed so far. */
  readonly allowed: ReadonlySet<Operation>
  /** At the door. What a user sees depends on it. */
  readonly role: Role | null
  /** The mutation, when it came with an Idempotency-Key: its write is carried out once. */
  request: IdempotentRequest | null
}

/** Throws the Problem if `caller` is not admitted any more by the `row` of now, or not for all that was asked. */
export function reverifyCredential(row: CredentialRow | null, caller: Caller): void {
  const principal = verifyCredential(row, caller)
  for (const operation of caller.allowed) requirePermission(principal, operation)
  if (roleOf(principal) !== caller.role) {
    throw new Problem('UNAVAILABLE', 'Your role was changed meanwhile. Nothing was written; ask again.')
  }
}
