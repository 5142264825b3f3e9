// Who is asking: what admission found out about the credential of a request.

import type { Environment, Role, Tier } from '@latchkey/prisma'
import type { ScopeSet } from './scopes.ts'

interface Common {
  readonly funderId: string
  readonly environment: Environment
  readonly tier: Tier
  /** What the credential may do now: its own scopes, their :read forms included, and no more than its user's role. */
  readonly scopes: ScopeSet
  /** The database's time when it was admitted. */
  readonly now: Date
}

interface OfUser {
  readonly userId: string
  readonly role: Role
}

interface OfKey {
  readonly apiKeyId: string
}

/** A user who has logged in. */
export interface SessionPrincipal extends Common, OfUser {
  readonly kind: 'SESSION'
  readonly sessionId: string
}

interface UserKeyPrincipal extends Common, OfKey, OfUser {
  readonly kind: 'USER'
}

interface BrokerKeyPrincipal extends Common, OfKey {
  readonly kind: 'BROKER'
  readonly relationshipId: string
  readonly brokerId: string
}

interface TieredKeyPrincipal extends Common, OfKey {
  readonly kind: 'TIERED'
}

export type Principal = SessionPrincipal | UserKeyPrincipal | BrokerKeyPrincipal | TieredKeyPrincipal

/** A session, or one of the kinds of keys. */
export type CredentialKind = Principal['kind']

/** The user that stands behind the credential, if one does. */
export function userIdOf(principal: Principal): string | null {
  return 'userId' in principal ? principal.userId : null
}

/** The role of that user. */
export function roleOf(principal: Principal): Role | null {
  return 'role' in principal ? principal.role : null
}

/** The key of the request, if it was one. */
export function apiKeyIdOf(principal: Principal): string | null {
  return 'apiKeyId' in principal ? principal.apiKeyId : null
}
