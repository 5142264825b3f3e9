// Scopes: what a credential may do, what each implies, and what roles and tiers may hold.

import { type Role, Scope, type Tier } from '@latchkey/prisma'

export type ScopeSet = ReadonlySet<Scope>

const READ_FORM: Partial<Record<Scope, Scope>> = {
  SUBMISSIONS: 'SUBMISSIONS_READ',
  DOCUMENTS: 'DOCUMENTS_READ',
  WEBHOOKS: 'WEBHOOKS_READ',
  EMBED: 'EMBED_READ',
  ADMIN: 'ADMIN_READ',
}

/** The scopes and the :read forms that they imply. */
export function expand(scopes: Iterable<Scope>): ScopeSet {
  const all = new Set<Scope>()
  for (const scope of scopes) {
    all.add(scope)
    const read = READ_FORM[scope]
    if (read) all.add(read)
  }
  return all
}

/** The word for people: `submissions:read` for SUBMISSIONS_READ. */
export function scopeName(scope: Scope): string {
  return scope.toLowerCase().replace('_', ':')
}

/** What each role holds (sets, not a ladder). */
export const ROLE_SCOPES: Record<Role, ScopeSet> = {
  OWNER: new Set(Object.values(Scope)),
  ADMIN: expand(['ADMIN', 'SUBMISSIONS', 'DOCUMENTS', 'WEBHOOKS', 'EMBED']),
  DEVELOPER: expand(['SUBMISSIONS_READ', 'DOCUMENTS_READ', 'WEBHOOKS', 'EMBED']),
  UNDERWRITER: expand(['SUBMISSIONS', 'DOCUMENTS']),
  VIEWER: expand(['SUBMISSIONS_READ', 'DOCUMENTS_READ']),
}

/** What a broker key may hold, by the tier its funder chose for it. INTERNAL is not for brokers. */
export const BROKER_KEY_SCOPES: Record<Exclude<Tier, 'INTERNAL'>, readonly Scope[]> = {
  PARTNER: ['SUBMISSIONS', 'DOCUMENTS'],
  PUBLIC: ['SUBMISSIONS'],
}

/** What a TIERED key may hold. */
export const TIER_SCOPES: Record<Tier, ScopeSet> = {
  PUBLIC: expand(['SUBMISSIONS', 'DOCUMENTS_READ']),
  PARTNER: expand(['SUBMISSIONS', 'DOCUMENTS', 'WEBHOOKS', 'EMBED']),
  INTERNAL: expand(['SUBMISSIONS', 'DOCUMENTS', 'WEBHOOKS', 'EMBED', 'ADMIN']),
}

/** The scopes without the :read forms that others of them imply: as a key keeps them. */
export function withoutImplied(scopes: ScopeSet): Scope[] {
  const implied = new Set([...scopes].map((scope) => READ_FORM[scope]))
  return [...scopes].filter((scope) => !implied.has(scope))
}

/** Is it one of our scopes? Rows of the `credential` view carry them as text. */
export function isScope(word: string): word is Scope {
  return word in Scope
}
