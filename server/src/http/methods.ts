// requireMethod: rejects HTTP methods that a route does not support. Used by all routes.

import type { IncomingMessage } from 'node:http'
import { Problem } from '@latchkey/schema/graphql/problem.ts'

/** Throws METHOD_NOT_ALLOWED. The response lists the supported methods in the header `Allow`. */
export function requireMethod({ method = '' }: IncomingMessage, allow: readonly string[]): void {
  if (allow.includes(method)) return
  const named = allow.filter((one) => one !== 'OPTIONS').join(' or ')
  throw new Problem('METHOD_NOT_ALLOWED', `This URL supports only ${named}.`, [], { allow })
}
