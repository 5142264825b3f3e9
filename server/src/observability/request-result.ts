// What came of a request, in one word, for metrics and traces.

import { PROBLEMS } from '@latchkey/schema/graphql/problem.ts'
import type { RequestLog } from '../http/http-response.ts'

/** `refused`: for something about the request; `failed`: for something about us; `left`: the caller was gone first. */
type RequestResult = 'ok' | 'refused' | 'failed' | 'left'

const SERVER_ERRORS = new Set(
  Object.entries(PROBLEMS).flatMap(([code, [status]]) => (status >= 500 ? [code] : [])),
)

export function requestResultOf({ code, left }: Pick<RequestLog, 'code' | 'left'>): RequestResult {
  if (left === true) return 'left'
  if (code === undefined) return 'ok'
  return SERVER_ERRORS.has(code) ? 'failed' : 'refused'
}
