// Which operations take authority away. Pure.

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

/** `graceful`: whether it leaves what was there before in force for a while. */
export function isRevocation(operation: string, hasGracePeriod = true): boolean {
  return REVOCATIONS.has(operation) || (operation === 'rotateApiKey' && !hasGracePeriod)
}
