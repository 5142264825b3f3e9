// The permissions table. Checks, schema descriptions and tests are generated from it.

import type { Role, Scope } from '@latchkey/prisma'
import { Problem } from '../graphql/problem.ts'
import type { CredentialKind, Principal } from './principal.ts'
import { scopeName } from './scopes.ts'

/**
 * 'any': every authenticated caller. A scope: callers that hold it. Roles: users with one of them. Absent:
 * not available for this kind of credential.
 */
type Permission = Partial<Record<CredentialKind, Scope | 'any' | readonly Role[]>>

/** By root field. The schema does not build if a root field has no row. */
const FIELD_PERMISSIONS = {
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
  document: {
    SESSION: 'DOCUMENTS_READ',
    USER: 'DOCUMENTS_READ',
    BROKER: 'DOCUMENTS_READ',
    TIERED: 'DOCUMENTS_READ',
  },
  requestDocumentUpload: {
    SESSION: 'DOCUMENTS',
    USER: 'DOCUMENTS',
    BROKER: 'DOCUMENTS',
    TIERED: 'DOCUMENTS',
  },
  completeDocumentUpload: {
    SESSION: 'DOCUMENTS',
    USER: 'DOCUMENTS',
    BROKER: 'DOCUMENTS',
    TIERED: 'DOCUMENTS',
  },
  removeDocument: { SESSION: 'DOCUMENTS', USER: 'DOCUMENTS', BROKER: 'DOCUMENTS', TIERED: 'DOCUMENTS' },
  // Only these roles hold the scope SUBMISSIONS, so a USER key with it has the role too.
  rejectDocument: { SESSION: ['OWNER', 'ADMIN', 'UNDERWRITER'], USER: 'SUBMISSIONS', TIERED: 'ADMIN' },
} as const satisfies Record<string, Permission>

/** Additional permissions that a root field requires, depending on the object it acts on. */
const OBJECT_PERMISSIONS = {
  /** `node` for a Broker id. */
  broker: { SESSION: 'any', USER: 'SUBMISSIONS_READ', BROKER: 'any', TIERED: 'SUBMISSIONS_READ' },
  /** See keys other than your own. */
  everyApiKey: { SESSION: ['OWNER', 'ADMIN', 'DEVELOPER'], USER: 'ADMIN', TIERED: 'ADMIN' },
  /** Update, deactivate, reactivate or delete a key, by owner of the key. */
  changeOwnKey: { SESSION: 'any', USER: 'ADMIN', TIERED: 'ADMIN' },
  changeUserKey: { SESSION: 'ADMIN', USER: 'ADMIN', TIERED: 'ADMIN' },
  changeBrokerKey: { SESSION: 'ADMIN', USER: 'ADMIN', TIERED: 'ADMIN' },
  changeTieredKey: { SESSION: ['OWNER', 'ADMIN', 'DEVELOPER'], USER: 'ADMIN', TIERED: 'ADMIN' },
  /** Rotate a key or end its rotation, by owner of the key. The same rule applies to creating that kind. */
  rotateOwnKey: { SESSION: 'any' },
  rotateTieredKey: { SESSION: ['OWNER', 'ADMIN', 'DEVELOPER'] },
  rotateBrokerKey: { SESSION: 'ADMIN', USER: 'ADMIN', BROKER: 'any' },
} as const satisfies Record<string, Permission>

export const PERMISSIONS = { ...FIELD_PERMISSIONS, ...OBJECT_PERMISSIONS }

export type RootField = keyof typeof FIELD_PERMISSIONS
export type Operation = keyof typeof PERMISSIONS

export function isRootField(field: string): field is RootField {
  return Object.hasOwn(FIELD_PERMISSIONS, field)
}

const CREDENTIAL_NAMES: Record<CredentialKind, string> = {
  SESSION: 'a session',
  USER: 'a USER key',
  BROKER: 'a BROKER key',
  TIERED: 'a TIERED key',
}

/** Throws a Problem if `principal` does not have permission for `operation`. */
export function requirePermission(principal: Principal, operation: Operation): void {
  const required = permissionOf(operation)[principal.kind]
  if (required === undefined) {
    throw new Problem(
      'WRONG_KEY_KIND',
      `You can't call ${operation} with ${CREDENTIAL_NAMES[principal.kind]}. Use ${describePermission(operation)}.`,
    )
  }
  if (required === 'any') return
  if (typeof required === 'object') {
    if ('role' in principal && required.includes(principal.role)) return
    throw new Problem('FORBIDDEN', `${operation} requires the role ${required.join(' or ')}.`)
  }
  if (principal.scopes.has(required)) return
  const holder = principal.kind === 'SESSION' ? `Your role ${principal.role}` : 'This key'
  throw new Problem(
    'INSUFFICIENT_SCOPE',
    `${operation} requires the scope ${scopeName(required)}. ${holder} doesn't have it.`,
    [],
    { scope: scopeName(required) },
  )
}

export function hasPermission(principal: Principal, operation: Operation): boolean {
  try {
    requirePermission(principal, operation)
    return true
  } catch {
    return false
  }
}

/** The row as text for messages and docs: "a session, a USER key with `admin`". */
export function describePermission(operation: Operation): string {
  const permission = permissionOf(operation)
  const parts = (['SESSION', 'USER', 'BROKER', 'TIERED'] as const).flatMap((kind) => {
    const required = permission[kind]
    if (required === undefined) return []
    if (required === 'any') return [CREDENTIAL_NAMES[kind]]
    return [
      `${CREDENTIAL_NAMES[kind]} ${typeof required === 'object' ? `with role ${required.join(', ')}` : `with \`${scopeName(required)}\``}`,
    ]
  })
  return parts.join('; ')
}

function permissionOf(operation: Operation): Permission {
  return PERMISSIONS[operation]
}
