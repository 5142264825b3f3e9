// Facts about a request that got no response, for error messages. Used by attempt.ts and for files.
//
// Foreign errors can contain headers and addresses, so only codes and own sentences leave this file.

import { field } from './json.ts'

/** Failures that happen before any byte of the request is sent. */
export const NOT_SENT_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * Refusals of runtimes: a pattern of the error's name, code or message, and a sentence for people. No retry
 * helps.
 */
const REFUSALS: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [
    /AbortSignal/,
    'its `fetch` and its AbortController belong to different realms, as under jsdom. Use the environment `node` for your tests, or pass a `fetch` that accepts the signal.',
  ],
  [
    /Content Security Policy/i,
    'blocked by the Content Security Policy of this page. Add {origin} to its `connect-src`.',
  ],
  [/mixed content/i, 'blocked as mixed content: an https page cannot call http. Use an https `url`.'],
  [/NotCapable|PermissionDenied/, 'Deno has no permission for it. Run the program with --allow-net={host}.'],
  [/ERR_ACCESS_DENIED/, "Node's permission model does not allow it. Run the program with --allow-net."],
  [/Too many subrequests/i, 'this Worker has used up its subrequests.'],
  [
    /I\/O on behalf of a different request/i,
    'a Worker cannot continue a call of another request. Create the client inside the request handler.',
  ],
  [/bad port/i, 'the runtime blocks the port of `url`.'],
  [
    /header|ByteString|UND_ERR_INVALID_ARG|UND_ERR_NOT_SUPPORTED/i,
    'the runtime does not accept a header. Check `headers`.',
  ],
]

/** Why the runtime did not send the request to `url`, as the end of a sentence. Null: it may have been sent. */
export function refusalOf(error: unknown, url: URL, isBlockedByCsp: boolean): string | null {
  const cause = field(error, 'cause')
  // "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_HEADERS_OVERFLOW": the request was sent.
  const code = systemCodeOf(error)
  if (code !== null && /^(?:UND_ERR_(?!INVALID_ARG|NOT_SUPPORTED)|HPE_|E[A-Z]+$)/.test(code)) return null
  const facts = [error, cause].flatMap((one) => ['name', 'code', 'message'].map((name) => field(one, name)))
  const text = isBlockedByCsp
    ? 'Content Security Policy'
    : facts.filter((fact) => typeof fact === 'string').join('\n')
  const [, sentence = null] = REFUSALS.find(([pattern]) => pattern.test(text)) ?? []
  return sentence?.replace('{origin}', url.origin).replace('{host}', url.host) ?? null
}

/**
 * Browsers hide the reason of a failed request: a blocked cross-origin request looks like an unreachable
 * server.
 */
export function browserHint({ origin, protocol }: URL): string {
  const page = field(field(globalThis, 'location'), 'origin')
  if (typeof page !== 'string') return ''
  if (field(field(globalThis, 'navigator'), 'onLine') === false) return ' The browser is offline.'
  if (page === origin) return ''
  if (page.startsWith('https:') && protocol === 'http:')
    return ' The browser may have blocked the request (mixed content): an https page cannot call http.'
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

/**
 * Whether a framework threw this to control rendering, so that it must reach the framework unchanged: an error
 * of Next.js with a `digest` (redirects, dynamic rendering), a promise or a postponement of React.
 */
export function isControlFlow(error: unknown): boolean {
  return (
    typeof field(error, 'digest') === 'string' ||
    typeof field(error, 'then') === 'function' ||
    field(error, '$$typeof') === Symbol.for('react.postpone')
  )
}

/** Listens for a violation of the page's Content Security Policy: browsers do not name it in the error. */
export function watchCsp({ origin }: URL): { readonly isBlocked: () => boolean; readonly stop: () => void } {
  const page: unknown = field(globalThis, 'document')
  let blocked = false
  const listen = (event: unknown) => {
    blocked ||= String(field(event, 'blockedURI')).startsWith(origin)
  }
  const call = (name: string) => {
    const method = field(page, name)
    if (typeof method === 'function') Reflect.apply(method, page, ['securitypolicyviolation', listen])
  }
  call('addEventListener')
  return { isBlocked: () => blocked, stop: () => call('removeEventListener') }
}
