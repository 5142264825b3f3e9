// The table of who may do what: checks, descriptions of the schema and tests are all made from it.

import { KeyKind, type Scope } from '@latchkey/prisma'
import { Problem } from '../problem.ts'
import type { Principal } from './principal.ts'
import { scopeWord } from './scopes.ts'

/** 'any': whoever is admitted. A scope: whoever holds it. Absent: not for this kind of credential. */
type Rule = Partial<Record<KeyKind, Scope | 'any'>>

/** By root field of the schema, which does not build without its row; the last one is looked up by `node` alone. */
export const WHO_MAY = {
  viewer: { USER: 'any', BROKER: 'any', TIERED: 'any' },
  node: { USER: 'any', BROKER: 'any', TIERED: 'any' },
  apiKey: { USER: 'ADMIN', BROKER: 'any', TIERED: 'ADMIN' },
  apiKeys: { USER: 'ADMIN', BROKER: 'any', TIERED: 'ADMIN' },
  createBrokerKey: { USER: 'ADMIN' },
  deleteApiKey: { USER: 'ADMIN', TIERED: 'ADMIN' },
  deactivateApiKey: { USER: 'ADMIN', TIERED: 'ADMIN' },
  reactivateApiKey: { USER: 'ADMIN', TIERED: 'ADMIN' },
  relationship: { USER: 'SUBMISSIONS_READ', BROKER: 'any', TIERED: 'SUBMISSIONS_READ' },
  relationships: { USER: 'SUBMISSIONS_READ', BROKER: 'any', TIERED: 'SUBMISSIONS_READ' },
  pauseRelationship: { USER: 'ADMIN', TIERED: 'ADMIN' },
  resumeRelationship: { USER: 'ADMIN', TIERED: 'ADMIN' },
  endRelationship: { USER: 'ADMIN', TIERED: 'ADMIN' },
  submission: { USER: 'SUBMISSIONS_READ', BROKER: 'SUBMISSIONS_READ', TIERED: 'SUBMISSIONS_READ' },
  submissions: { USER: 'SUBMISSIONS_READ', BROKER: 'SUBMISSIONS_READ', TIERED: 'SUBMISSIONS_READ' },
  createSubmission: { BROKER: 'SUBMISSIONS' },
  broker: { USER: 'SUBMISSIONS_READ', BROKER: 'any', TIERED: 'SUBMISSIONS_READ' },
} as const satisfies Record<string, Rule>

export type Operation = keyof typeof WHO_MAY

export function isOperation(field: string): field is Operation {
  return Object.hasOwn(WHO_MAY, field)
}

/** Throws the Problem if `principal` may not do `operation`. */
export function checkMay(principal: Principal, operation: Operation): void {
  const rule: Rule = WHO_MAY[operation]
  const needed = rule[principal.kind]
  if (needed === undefined) {
    const kinds = Object.values(KeyKind).filter((kind) => rule[kind] !== undefined)
    throw new Problem(
      'WRONG_KEY_KIND',
      `${operation} is not for ${principal.kind} keys. Use one of: ${kinds.join(', ')}.`,
    )
  }
  if (needed !== 'any' && !principal.scopes.has(needed)) {
    throw new Problem(
      'INSUFFICIENT_SCOPE',
      `${operation} needs the scope ${scopeWord(needed)}, which this key lacks.`,
    )
  }
}

export function may(principal: Principal, operation: Operation): boolean {
  try {
    checkMay(principal, operation)
    return true
  } catch {
    return false
  }
}

/** "a USER key with `admin`, a BROKER key": the row, for the description of the field. */
export function describeRule(operation: Operation): string {
  const rule: Rule = WHO_MAY[operation]
  const words = Object.values(KeyKind).flatMap((kind) => {
    const needed = rule[kind]
    if (needed === undefined) return []
    return [needed === 'any' ? `a ${kind} key` : `a ${kind} key with \`${scopeWord(needed)}\``]
  })
  return words.join(', ')
}
