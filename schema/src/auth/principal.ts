// Principal: the authenticated caller. Returned by verifyCredential and used by resolvers.

import type { Environment, Role, Tier } from '@latchkey/prisma'
import type { ScopeSet } from './scopes.ts'

interface Common {
  readonly funderId: string
  readonly environment: Environment
  readonly tier: Tier
  /** Effective scopes: those of the credential with their :read forms, limited to the role of its user. */
  readonly scopes: ScopeSet
  /** Database time at authentication. */
  readonly now: Date
}

interface OfUser {
  readonly userId: string
  readonly role: Role
}

interface OfKey {
  readonly apiKeyId: string
}

/** A signed-in user. */
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

/** The user of a session or USER key; null for other keys. */
export function userIdOf(principal: Principal): string | null {
  return 'userId' in principal ? principal.userId : null
}

export function roleOf(principal: Principal): Role | null {
  return 'role' in principal ? principal.role : null
}

/** The id of the key; null for a session. */
export function apiKeyIdOf(principal: Principal): string | null {
  return 'apiKeyId' in principal ? principal.apiKeyId : null
}
