// Who is asking: what admission found out about the credential of a request.

import type { Environment, Role, Tier } from '@latchkey/prisma'
import type { ScopeSet } from './scopes.ts'

interface Common {
  readonly apiKeyId: string
  readonly funderId: string
  readonly environment: Environment
  readonly tier: Tier
  /** What the credential may do now: its own scopes, their :read forms included, and no more than its user's role. */
  readonly scopes: ScopeSet
  /** The database's time when it was admitted. */
  readonly now: Date
}

interface UserKeyPrincipal extends Common {
  readonly kind: 'USER'
  readonly userId: string
  readonly role: Role
}

interface BrokerKeyPrincipal extends Common {
  readonly kind: 'BROKER'
  readonly relationshipId: string
  readonly brokerId: string
}

interface TieredKeyPrincipal extends Common {
  readonly kind: 'TIERED'
}

export type Principal = UserKeyPrincipal | BrokerKeyPrincipal | TieredKeyPrincipal

/** The user that stands behind the credential, if one does. */
export function userIdOf(principal: Principal): string | null {
  return principal.kind === 'USER' ? principal.userId : null
}
