// OperationInfo: operation type and root fields of a request. Used by metrics and traces.
//
// Contains only names of the schema. Metrics and traces must not contain any other part of a document.

import type { RootField } from '@latchkey/schema/auth/permissions.ts'
import type { OperationTypeNode } from 'graphql'

/** useOperationInfo fills it in before execution. It stays empty for documents that are not executed. */
export interface OperationInfo {
  type: OperationTypeNode | null
  /** Distinct names, in document order. */
  rootFields: readonly RootField[]
  /** False for `rotateApiKey` with `graceSeconds: 0`. */
  hasGracePeriod: boolean
}

export function emptyOperationInfo(): OperationInfo {
  return { type: null, rootFields: [], hasGracePeriod: true }
}

/** Returns the operation name for metrics and spans: the first root field. */
export function operationNameOf({ rootFields }: OperationInfo): RootField | 'other' {
  return rootFields[0] ?? 'other'
}
