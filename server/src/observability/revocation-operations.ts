// Exports `isRevocation`: which operations revoke or reduce access. Used by metrics.ts.

import type { RootField } from '@latchkey/schema/auth/permissions.ts'

const FIELDS: readonly RootField[] = [
  'deleteApiKey',
  'deactivateApiKey',
  'updateApiKey',
  'finishRotation',
  'cancelRotation',
  'pauseRelationship',
  'endRelationship',
  'changeRole',
  'disableUser',
]

const REVOCATIONS: ReadonlySet<string> = new Set([
  ...FIELDS,
  '/auth/logout',
  '/auth/logout-everywhere',
  '/auth/password/reset',
  '/auth/password/change',
])

/** `hasGracePeriod`: whether the rotated secret stays valid for a while. */
export function isRevocation(operation: string, hasGracePeriod = true): boolean {
  return REVOCATIONS.has(operation) || (operation === 'rotateApiKey' && !hasGracePeriod)
}
