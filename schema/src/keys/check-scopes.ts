// Validation of requested scopes against tier, kind and grantor. Used to create and update keys.

import type { Scope } from '@latchkey/prisma'
import type { Principal } from '../auth/principal.ts'
import { expand, type ScopeSet, scopeName, withoutImplied } from '../auth/scopes.ts'
import { Problem } from '../graphql/problem.ts'
import type { Issues } from '../validation/issues.ts'

/** Returns the chosen scopes without duplicates. `what` starts the issue message: "A PARTNER broker key". */
export function checkScopes(
  issues: Issues,
  chosen: readonly Scope[],
  allowed: Iterable<Scope>,
  what: string,
): Scope[] {
  if (chosen.length === 0) issues.add('scopes', 'NO_SCOPES', 'Choose at least one scope.')
  const within = expand(allowed)
  const words = withoutImplied(within).map(scopeName).join(', ')
  for (const [index, scope] of chosen.entries()) {
    if (!within.has(scope))
      issues.add(
        `scopes.${index}`,
        'SCOPE_NOT_IN_TIER',
        `${what} can have only these scopes: ${words} and their :read forms.`,
      )
  }
  return [...new Set(chosen)]
}

/** Throws INSUFFICIENT_SCOPE if `principal` tries to grant a scope that it does not have. */
export function requireHeldScopes(principal: Principal, scopes: Iterable<Scope>): void {
  const missingScope = firstMissingScope(principal.scopes, scopes)
  if (missingScope === null) return
  const word = scopeName(missingScope)
  throw new Problem(
    'INSUFFICIENT_SCOPE',
    `You can't grant scope \`${word}\` because your credential doesn't have it.`,
    [],
    {
      scope: word,
    },
  )
}

/** The first of `scopes` that is not in `held`, or null. */
export function firstMissingScope(held: ScopeSet, scopes: Iterable<Scope>): Scope | null {
  for (const scope of scopes) if (!held.has(scope)) return scope
  return null
}
