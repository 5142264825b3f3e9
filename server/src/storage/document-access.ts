// createDocumentAccess: re-verifies the credential behind a signed address. Used by the routes of documents.

import { type Caller, reverifyCredential } from '@latchkey/schema/auth/caller.ts'
import type { Operation } from '@latchkey/schema/auth/permissions.ts'
import type { Principal } from '@latchkey/schema/auth/principal.ts'
import { verifyCredential } from '@latchkey/schema/auth/verify-credential.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { LoadCredential } from '../auth/credential-loader.ts'
import { type Asker, openToken, type Target } from './address-token.ts'

interface Access<T extends Target> {
  readonly target: T
  readonly caller: Caller
  readonly principal: Principal
}

/**
 * Rejects with the problem of the credential if it is no longer accepted or may no longer do this, and with
 * FORBIDDEN after the address expired, by the database clock.
 */
type OpenAddress = <K extends Target['kind']>(
  token: string,
  kind: K,
) => Promise<Access<Extract<Target, { kind: K }>>>

interface DocumentAccess {
  readonly openAddress: OpenAddress
  /** Looks the credential up again. Rejects if it was revoked. */
  readonly recheck: (caller: Caller) => Promise<void>
}

const OPERATIONS: Record<Target['kind'], Operation> = {
  upload: 'completeDocumentUpload',
  document: 'document',
  archive: 'document',
}

export function createDocumentAccess(key: Uint8Array, loadCredential: LoadCredential): DocumentAccess {
  return {
    async openAddress(token, kind) {
      const { target, expiresAt, asker } = await openToken(key, token, kind)
      const caller = callerOf(asker, OPERATIONS[kind])
      const row = await loadCredential(caller.digest)
      reverifyCredential(row, caller)
      const principal = verifyCredential(row, caller)
      if (expiresAt <= principal.now)
        throw new Problem('FORBIDDEN', 'This signed address has expired. Request a new one.')
      return { target, caller, principal }
    },
    async recheck(caller) {
      reverifyCredential(await loadCredential(caller.digest), caller)
    },
  }
}

/** The address of the asker counts, not that of the request: a browser may follow the link of a program. */
function callerOf(asker: Asker, operation: Operation): Caller {
  return { ...asker, allowed: new Set([operation]), request: null }
}
