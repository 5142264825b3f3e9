// RequestContext: GraphQL context with the server's fields. Used by graphql-route.ts and plugins/.

import type { Caller } from '@latchkey/schema/auth/caller.ts'
import type { Context } from '@latchkey/schema/context.ts'
import type { LimitStates } from '../rate-limit/rate-limit-headers.ts'
import type { Cost } from './complexity.ts'
import type { OperationInfo } from './operation-info.ts'

export interface RequestContext extends Context {
  readonly requestId: string
  idempotency: Context['idempotency']
  readonly caller: Caller
  readonly operationInfo: OperationInfo
  /** Null until useComplexity has computed it, before execution. */
  cost: Cost | null
  /** Cost taken from the window budget of the credential. 0 until charged. */
  charged: number
  /** Size of the request body. 0 until it was read. */
  bodyBytes: number
  readonly limitStates: LimitStates
}
