// Refuses methods that a route does not have.

import type { IncomingMessage } from 'node:http'
import { Problem } from '@latchkey/schema/graphql/problem.ts'

/** Throws METHOD_NOT_ALLOWED, which names the methods in the header `Allow`. */
export function requireMethod({ method = '' }: IncomingMessage, allow: readonly string[]): void {
  if (allow.includes(method)) return
  const named = allow.filter((one) => one !== 'OPTIONS').join(' or ')
  throw new Problem('METHOD_NOT_ALLOWED', `This address supports ${named} only.`, [], { allow })
}
