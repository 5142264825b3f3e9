// What came of a request, in one word, for metrics and traces.

import { PROBLEMS } from '@latchkey/schema/graphql/problem.ts'
import type { About } from '../http/http-response.ts'

/** `refused`: for something about the request; `failed`: for something about us; `left`: the caller was gone first. */
type Outcome = 'ok' | 'refused' | 'failed' | 'left'

const FAILURES = new Set(
  Object.entries(PROBLEMS).flatMap(([code, [status]]) => (status >= 500 ? [code] : [])),
)

export function outcomeOf({ code, left }: Pick<About, 'code' | 'left'>): Outcome {
  if (left === true) return 'left'
  if (code === undefined) return 'ok'
  return FAILURES.has(code) ? 'failed' : 'refused'
}
