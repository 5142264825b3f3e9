// What the server knows of a request while GraphQL answers it: the schema's context and the name of the request.

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
  /** Null until it is known, which is before execution. */
  cost: Cost | null
  /** Of the window of the credential: 0 until it was charged. */
  charged: number
  /** Of the request body: 0 until it was read. */
  bodyBytes: number
  readonly limitStates: LimitStates
}
