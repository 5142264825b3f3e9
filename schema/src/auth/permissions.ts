// The permissions table. Checks, schema descriptions and tests are generated from it.

import type { Role, Scope } from '@latchkey/prisma'
import { Problem } from '../graphql/problem.ts'
import type { CredentialKind, Principal } from './principal.ts'
import { scopeName } from './scopes.ts'

/**
 * 'any': every authenticated caller. A scope: callers that hold it. Roles: users with one of them. Absent:
 * not available for this kind of credential.
 */
type Permission = Partial<Record<CredentialKind, Scope | 'any' | readonly Role[] | RoleAndScope>>

/** For USER keys: the user has one of the roles, and the key has the scope. */
interface RoleAndScope {
  readonly roles: readonly Role[]
  readonly scope: Scope
}

/** The broker's side of a submission, also for the funder's people. */
const BROKER_MOVE = {
  SESSION: 'SUBMISSIONS',
  USER: 'SUBMISSIONS',
  BROKER: 'SUBMISSIONS',
  TIERED: 'SUBMISSIONS',
} as const satisfies Permission

const everyKind = <S extends Scope>(scope: S) => ({
  SESSION: scope,
  USER: scope,
  BROKER: scope,
  TIERED: scope,
})
const DOCUMENTS_READERS = everyKind('DOCUMENTS_READ')
const DOCUMENTS_WRITERS = everyKind('DOCUMENTS')
const SUBMISSIONS_READERS = everyKind('SUBMISSIONS_READ')

/** The funder's side of a submission. */
const REVIEW = {
  SESSION: ['OWNER', 'ADMIN', 'UNDERWRITER'],
  USER: { roles: ['OWNER', 'ADMIN', 'UNDERWRITER'], scope: 'SUBMISSIONS' },
  TIERED: 'ADMIN',
} as const satisfies Permission

/** The funder's side, for OWNER and ADMIN only. */
const ADMINISTER = {
  SESSION: ['OWNER', 'ADMIN'],
  USER: { roles: ['OWNER', 'ADMIN'], scope: 'SUBMISSIONS' },
} as const satisfies Permission

/** By root field. The schema does not build if a root field has no row. */
const FIELD_PERMISSIONS = {
  viewer: { SESSION: 'any', USER: 'any', BROKER: 'any', TIERED: 'any' },
  node: { SESSION: 'any', USER: 'any', BROKER: 'any', TIERED: 'any' },
  events: { SESSION: 'ADMIN', USER: 'ADMIN', BROKER: 'any', TIERED: 'ADMIN' },
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
  updateRelationship: { SESSION: 'ADMIN', USER: 'ADMIN', TIERED: 'ADMIN' },
  submission: SUBMISSIONS_READERS,
  submissions: SUBMISSIONS_READERS,
  submissionCounts: SUBMISSIONS_READERS,
  createSubmission: BROKER_MOVE,
  updateSubmission: BROKER_MOVE,
  revealSensitiveField: { SESSION: ['UNDERWRITER', 'ADMIN', 'OWNER'] },
  submitSubmission: BROKER_MOVE,
  withdrawSubmission: BROKER_MOVE,
  respondToRequirement: BROKER_MOVE,
  acceptOffer: BROKER_MOVE,
  rejectOffer: BROKER_MOVE,
  addMessage: BROKER_MOVE,
  startReview: REVIEW,
  requestInformation: REVIEW,
  acceptRequirement: REVIEW,
  rejectRequirement: REVIEW,
  waiveRequirement: REVIEW,
  approveSubmission: REVIEW,
  extendOffer: REVIEW,
  rescindOffer: REVIEW,
  declineSubmission: REVIEW,
  reopenSubmission: REVIEW,
  holdSubmission: REVIEW,
  releaseHold: REVIEW,
  setClosingStage: REVIEW,
  markFunded: REVIEW,
  assignSubmission: REVIEW,
  addNote: REVIEW,
  correctFunding: ADMINISTER,
  eraseSubmission: REVIEW,
  setLegalHold: ADMINISTER,
  releaseLegalHold: ADMINISTER,
  document: DOCUMENTS_READERS,
  requestDocumentUpload: DOCUMENTS_WRITERS,
  completeDocumentUpload: DOCUMENTS_WRITERS,
  removeDocument: DOCUMENTS_WRITERS,
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

/** The rows that are not root fields, as they appear in messages: "You can't …", "To …, you need". */
const OBJECT_ACTIONS: Record<keyof typeof OBJECT_PERMISSIONS, string> = {
  broker: 'read a broker',
  everyApiKey: 'read API keys other than your own',
  changeOwnKey: 'change your own USER key',
  changeUserKey: 'change the USER key of another user',
  changeBrokerKey: 'change a BROKER key',
  changeTieredKey: 'change a TIERED key',
  rotateOwnKey: 'rotate your own USER key',
  rotateTieredKey: 'rotate a TIERED key',
  rotateBrokerKey: 'rotate a BROKER key',
}

/** Throws a Problem if `principal` does not have permission for `operation`. */
export function requirePermission(principal: Principal, operation: Operation): void {
  const required = permissionOf(operation)[principal.kind]
  if (required === undefined) {
    throw new Problem(
      'WRONG_KEY_KIND',
      `You can't ${actionOf(operation)} with ${CREDENTIAL_NAMES[principal.kind]}. ${adviceFor(operation)}`,
    )
  }
  if (required === 'any') return
  const { roles, scope } = partsOf(required)
  if (roles !== null && !('role' in principal && roles.includes(principal.role)))
    throw new Problem(
      'FORBIDDEN',
      `To ${actionOf(operation)}, you need the role ${roles.join(' or ')}. Ask an OWNER to change your role.`,
    )
  if (scope === null || principal.scopes.has(scope)) return
  const missing =
    principal.kind === 'SESSION'
      ? `Your role ${principal.role} doesn't have it. Ask an OWNER to change your role.`
      : "This key doesn't have it. Use a key that has this scope."
  throw new Problem(
    'INSUFFICIENT_SCOPE',
    `To ${actionOf(operation)}, you need the scope \`${scopeName(scope)}\`. ${missing}`,
    [],
    { scope: scopeName(scope) },
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
    const { roles, scope } = partsOf(required)
    const needed = [
      ...(roles === null ? [] : [`with role ${roles.join(', ')}`]),
      ...(scope === null ? [] : [`with \`${scopeName(scope)}\``]),
    ]
    return [`${CREDENTIAL_NAMES[kind]} ${needed.join(' and ')}`]
  })
  return parts.join('; ')
}

function partsOf(required: Scope | readonly Role[] | RoleAndScope): {
  readonly roles: readonly Role[] | null
  readonly scope: Scope | null
} {
  if (typeof required === 'string') return { roles: null, scope: required }
  return 'scope' in required ? required : { roles: required, scope: null }
}

function actionOf(operation: Operation): string {
  return isObjectAction(operation) ? OBJECT_ACTIONS[operation] : `call ${operation}`
}

function isObjectAction(operation: Operation): operation is keyof typeof OBJECT_ACTIONS {
  return Object.hasOwn(OBJECT_ACTIONS, operation)
}

function adviceFor(operation: Operation): string {
  const allowed = describePermission(operation)
  return allowed === CREDENTIAL_NAMES.SESSION ? 'Sign in first.' : `Use ${allowed}.`
}

function permissionOf(operation: Operation): Permission {
  return PERMISSIONS[operation]
}
