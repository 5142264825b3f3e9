// Caller (a request's credential and allowed operations) and its re-verification. Used by transactions.

import type { Role } from '@latchkey/prisma'
import { Problem } from '../graphql/problem.ts'
import type { IdempotentRequest } from '../transaction/idempotency.ts'
import { type Operation, requirePermission } from './permissions.ts'
import { roleOf } from './principal.ts'
import { type CredentialRow, type PresentedCredential, verifyCredential } from './verify-credential.ts'

export interface Caller extends PresentedCredential {
  /** The operations that the permission checks of this request allowed so far. */
  readonly allowed: ReadonlySet<Operation>
  /** The role at authentication. It decides what a user sees. */
  readonly role: Role | null
  /** Set if the mutation has an Idempotency-Key, so that its write runs only once. */
  request: IdempotentRequest | null
}

/** Throws a Problem if the current `row` no longer authenticates `caller` or allows its operations. */
export function reverifyCredential(row: CredentialRow | null, caller: Caller): void {
  const principal = verifyCredential(row, caller)
  for (const operation of caller.allowed) requirePermission(principal, operation)
  if (roleOf(principal) !== caller.role) {
    throw new Problem('UNAVAILABLE', 'Your role changed during this request. Nothing was written. Try again.')
  }
}
