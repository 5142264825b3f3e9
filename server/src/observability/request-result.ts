// Classifies the result of a request, for metrics and traces.

import { PROBLEMS } from '@latchkey/schema/graphql/problem.ts'
import type { RequestLog } from '../http/http-response.ts'

/**
 * `refused`: an error of the caller; `failed`: an error of the server; `left`: the caller disconnected first.
 */
type RequestResult = 'ok' | 'refused' | 'failed' | 'left'

const SERVER_ERRORS = new Set(
  Object.entries(PROBLEMS).flatMap(([code, [status]]) => (status >= 500 ? [code] : [])),
)

export function requestResultOf({
  code,
  clientDisconnected,
}: Pick<RequestLog, 'code' | 'clientDisconnected'>): RequestResult {
  if (clientDisconnected === true) return 'left'
  if (code === undefined) return 'ok'
  return SERVER_ERRORS.has(code) ? 'failed' : 'refused'
}
