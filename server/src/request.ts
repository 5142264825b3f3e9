// What the server knows of a request while GraphQL answers it: the schema's context and the name of the request.

import type { Caller } from '@latchkey/schema/access/caller.ts'
import type { Context } from '@latchkey/schema/context.ts'

export interface RequestContext extends Context {
  readonly requestId: string
  readonly caller: Caller
  /** The code of the first problem of the answer, for the log. */
  code?: string
}
