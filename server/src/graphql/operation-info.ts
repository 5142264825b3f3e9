// What a request to the API asked for, as far as it is of the schema: for metrics and traces, which nothing else of a
// document may reach.

import type { RootField } from '@latchkey/schema/auth/permissions.ts'
import type { OperationTypeNode } from 'graphql'

/** Filled in when a document is executed; empty before, and for documents that never are. */
export interface OperationInfo {
  type: OperationTypeNode | null
  /** In the order of the document, each once. */
  rootFields: readonly RootField[]
  /** False for a rotation without a grace. */
  hasGracePeriod: boolean
}

export function emptyOperationInfo(): OperationInfo {
  return { type: null, rootFields: [], hasGracePeriod: true }
}

/** The name that a request goes by. */
export function operationNameOf({ rootFields }: OperationInfo): RootField | 'other' {
  return rootFields[0] ?? 'other'
}
