// The table of who may do what: checks, descriptions of the schema and tests are all made from it.

import type { Role, Scope } from '@latchkey/prisma'
import { Problem } from '../graphql/problem.ts'
import type { CredentialKind, Principal } from './principal.ts'
import { scopeWord } from './scopes.ts'

/** 'any': whoever is admitted. A scope: whoever holds it. Roles: users of these. Absent: not for this kind of credential. */
type Rule = Partial<Record<CredentialKind, Scope | 'any' | readonly Role[]>>

/** By root field of the schema, which does not build without its row. */
const FIELDS = {
  viewer: { SESSION: 'any', USER: 'any', BROKER: 'any', TIERED: 'any' },
  node: { SESSION: 'any', USER: 'any', BROKER: 'any', TIERED: 'any' },
  user: { SESSION: 'any' },
  users: { SESSION: 'any' },
  inviteUser: { SESSION: ['OWNER'] },
  resendInvitation: { SESSION: ['OWNER'] },
  revokeInvitation: { SESSION: ['OWNER'] },
  changeRole: { SESSION: ['OWNER'] },
  disableUser: { SESSION: ['OWNER'] },
  enableUser: { SESSION: ['OWNER'] },
  apiKey: { SESSION: 'any', USER: 'ADMIN', BROKER: 'any', TIERED: 'ADMIN' },
  apiKeys: { SESSION: 'any', USER: 'ADMIN', BROKER: 'any', TIERED: 'ADMIN' },
  createUserKey: { SESSION: 'any' },
  createTieredKey: { SESSION: ['OWNER', 'ADMIN', 'DEVELOPER'] },
  createBrokerKey: { SESSION: 'ADMIN', USER: 'ADMIN' },
  updateApiKey: { SESSION: 'any', USER: 'ADMIN', TIERED: 'ADMIN' },
  rotateApiKey: { SESSION: 'any', USER: 'ADMIN', BROKER: 'any' },
  finishRotation: { SESSION: 'any', USER: 'ADMIN' },
  cancelRotation: { SESSION: 'any', USER: 'ADMIN', BROKER: 'any' },
  deleteApiKey: { SESSION: 'any', USER: 'ADMIN', TIERED: 'ADMIN' },
  deactivateApiKey: { SESSION: 'any', USER: 'ADMIN', TIERED: 'ADMIN' },
  reactivateApiKey: { SESSION: 'any', USER: 'ADMIN', TIERED: 'ADMIN' },
  relationship: { SESSION: 'any', USER: 'SUBMISSIONS_READ', BROKER: 'any', TIERED: 'SUBMISSIONS_READ' },
  relationships: { SESSION: 'any', USER: 'SUBMISSIONS_READ', BROKER: 'any', TIERED: 'SUBMISSIONS_READ' },
  pauseRelationship: { SESSION: 'ADMIN', USER: 'ADMIN', TIERED: 'ADMIN' },
  resumeRelationship: { SESSION: 'ADMIN', USER: 'ADMIN', TIERED: 'ADMIN' },
  endRelationship: { SESSION: 'ADMIN', USER: 'ADMIN', TIERED: 'ADMIN' },
  submission: {
    SESSION: 'SUBMISSIONS_READ',
    USER: 'SUBMISSIONS_READ',
    BROKER: 'SUBMISSIONS_READ',
    TIERED: 'SUBMISSIONS_READ',
  },
  submissions: {
    SESSION: 'SUBMISSIONS_READ',
    USER: 'SUBMISSIONS_READ',
    BROKER: 'SUBMISSIONS_READ',
    TIERED: 'SUBMISSIONS_READ',
  },
  createSubmission: {
    SESSION: 'SUBMISSIONS',
    USER: 'SUBMISSIONS',
    BROKER: 'SUBMISSIONS',
    TIERED: 'SUBMISSIONS',
  },
  updateSubmission: {
    SESSION: 'SUBMISSIONS',
    USER: 'SUBMISSIONS',
    BROKER: 'SUBMISSIONS',
    TIERED: 'SUBMISSIONS',
  },
} as const satisfies Record<string, Rule>

/** What a root field asks for besides, once it knows what it is about. */
const PARTS = {
  /** `node`, of a broker. */
  broker: { SESSION: 'any', USER: 'SUBMISSIONS_READ', BROKER: 'any', TIERED: 'SUBMISSIONS_READ' },
  /** Keys beyond one's own. */
  everyApiKey: { SESSION: ['OWNER', 'ADMIN', 'DEVELOPER'], USER: 'ADMIN', TIERED: 'ADMIN' },
  /** Deleting, switching off and on, changing, by whose key it is. */
  changeOwnKey: { SESSION: 'any', USER: 'ADMIN', TIERED: 'ADMIN' },
  changeUserKey: { SESSION: 'ADMIN', USER: 'ADMIN', TIERED: 'ADMIN' },
  changeBrokerKey: { SESSION: 'ADMIN', USER: 'ADMIN', TIERED: 'ADMIN' },
  changeTieredKey: { SESSION: ['OWNER', 'ADMIN', 'DEVELOPER'], USER: 'ADMIN', TIERED: 'ADMIN' },
  /** Rotating, and ending a rotation, by whose key it is: as making one of that kind. */
  rotateOwnKey: { SESSION: 'any' },
  rotateTieredKey: { SESSION: ['OWNER', 'ADMIN', 'DEVELOPER'] },
  rotateBrokerKey: { SESSION: 'ADMIN', USER: 'ADMIN', BROKER: 'any' },
} as const satisfies Record<string, Rule>

export const WHO_MAY = { ...FIELDS, ...PARTS }

export type RootField = keyof typeof FIELDS
export type Operation = keyof typeof WHO_MAY

export function isRootField(field: string): field is RootField {
  return Object.hasOwn(FIELDS, field)
}

const NAMES: Record<CredentialKind, string> = {
  SESSION: 'a session',
  USER: 'a USER key',
  BROKER: 'a BROKER key',
  TIERED: 'a TIERED key',
}

/** Throws the Problem if `principal` may not do `operation`. */
export function checkMay(principal: Principal, operation: Operation): void {
  const needed = ruleOf(operation)[principal.kind]
  if (needed === undefined) {
    throw new Problem(
      'WRONG_KEY_KIND',
      `${operation} is not for ${NAMES[principal.kind]}. It is for ${describeRule(operation)}.`,
    )
  }
  if (needed === 'any') return
  if (typeof needed === 'object') {
    if ('role' in principal && needed.includes(principal.role)) return
    throw new Problem('FORBIDDEN', `${operation} is for the role ${needed.join(' or ')}.`)
  }
  if (principal.scopes.has(needed)) return
  const lacking = principal.kind === 'SESSION' ? `your role, ${principal.role},` : 'this key'
  throw new Problem(
    'INSUFFICIENT_SCOPE',
    `${operation} needs the scope ${scopeWord(needed)}, which ${lacking} lacks.`,
    [],
    { scope: scopeWord(needed) },
  )
}

export function may(principal: Principal, operation: Operation): boolean {
  try {
    checkMay(principal, operation)
    return true
  } catch {
    return false
  }
}

/** "a session, a USER key with `admin`": the row, for people. */
export function describeRule(operation: Operation): string {
  const rule = ruleOf(operation)
  const words = (['SESSION', 'USER', 'BROKER', 'TIERED'] as const).flatMap((kind) => {
    const needed = rule[kind]
    if (needed === undefined) return []
    if (needed === 'any') return [NAMES[kind]]
    return [
      `${NAMES[kind]} ${typeof needed === 'object' ? `of ${needed.join(', ')}` : `with \`${scopeWord(needed)}\``}`,
    ]
  })
  return words.join('; ')
}

function ruleOf(operation: Operation): Rule {
  return WHO_MAY[operation]
}
