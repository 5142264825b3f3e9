// Scopes: implied :read scopes, and the sets allowed per role and tier. Used by auth and key input.

import { type Role, Scope, type Tier } from '@latchkey/prisma'

export type ScopeSet = ReadonlySet<Scope>

const READ_FORM: Partial<Record<Scope, Scope>> = {
  SUBMISSIONS: 'SUBMISSIONS_READ',
  DOCUMENTS: 'DOCUMENTS_READ',
  WEBHOOKS: 'WEBHOOKS_READ',
  EMBED: 'EMBED_READ',
  ADMIN: 'ADMIN_READ',
}

/** Adds the :read scopes that `scopes` imply. */
export function expand(scopes: Iterable<Scope>): ScopeSet {
  const all = new Set<Scope>()
  for (const scope of scopes) {
    all.add(scope)
    const read = READ_FORM[scope]
    if (read) all.add(read)
  }
  return all
}

/** The public name: `submissions:read` for SUBMISSIONS_READ. */
export function scopeName(scope: Scope): string {
  return scope.toLowerCase().replace('_', ':')
}

/** Scopes of each role: sets, not a hierarchy. */
export const ROLE_SCOPES: Record<Role, ScopeSet> = {
  OWNER: new Set(Object.values(Scope)),
  ADMIN: expand(['ADMIN', 'SUBMISSIONS', 'DOCUMENTS', 'WEBHOOKS', 'EMBED']),
  DEVELOPER: expand(['SUBMISSIONS_READ', 'DOCUMENTS_READ', 'WEBHOOKS', 'EMBED']),
  UNDERWRITER: expand(['SUBMISSIONS', 'DOCUMENTS']),
  VIEWER: expand(['SUBMISSIONS_READ', 'DOCUMENTS_READ']),
}

/** Allowed scopes of a BROKER key, by tier. INTERNAL is not available for brokers. */
export const BROKER_KEY_SCOPES: Record<Exclude<Tier, 'INTERNAL'>, readonly Scope[]> = {
  PARTNER: ['SUBMISSIONS', 'DOCUMENTS'],
  PUBLIC: ['SUBMISSIONS'],
}

/** Allowed scopes of a TIERED key. */
export const TIER_SCOPES: Record<Tier, ScopeSet> = {
  PUBLIC: expand(['SUBMISSIONS', 'DOCUMENTS_READ']),
  PARTNER: expand(['SUBMISSIONS', 'DOCUMENTS', 'WEBHOOKS', 'EMBED']),
  INTERNAL: expand(['SUBMISSIONS', 'DOCUMENTS', 'WEBHOOKS', 'EMBED', 'ADMIN']),
}

/** Removes the :read scopes that other scopes in the set imply: the form stored with a key. */
export function withoutImplied(scopes: ScopeSet): Scope[] {
  const implied = new Set([...scopes].map((scope) => READ_FORM[scope]))
  return [...scopes].filter((scope) => !implied.has(scope))
}

/** Narrows a string to Scope. Rows of the `credential` view carry scopes as text. */
export function isScope(word: string): word is Scope {
  return word in Scope
}
