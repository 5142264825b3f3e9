// Facts about a request that got no response, for error messages. Used by request.ts and file-download.ts.

import { field } from './json.ts'

/** Failures that happen before any byte of the request is sent. */
export const NOT_SENT_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * Browsers hide the reason of a failed request: a blocked cross-origin request looks like an unreachable
 * server.
 */
export function crossOriginHint(url: string): string {
  const page = field(field(globalThis, 'location'), 'origin')
  if (typeof page !== 'string' || page === url) return ''
  return ` If the server is running, the browser may have blocked the request (CORS): add ${page} to ALLOWED_ORIGINS of the server.`
}

/**
 * Code such as `ECONNREFUSED`, which Node's fetch stores in `cause`. Copy nothing else from a foreign error.
 */
export function systemCodeOf(error: unknown): string | null {
  for (const code of [field(error, 'code'), field(field(error, 'cause'), 'code')])
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,63}$/.test(code)) return code
  return null
}
