// Parses SMTP_URL into the options of the mail library and decides whether TLS is required. No I/O.

import { isIP } from 'node:net'
import { isLoopback } from '../http/loopback.ts'

export interface SmtpPlace {
  readonly host: string
  /** Undefined: 587, or 465 if `secure`. */
  readonly port: number | undefined
  /** TLS from the first byte. */
  readonly secure: boolean
  /** Sends nothing, not even the password, before the connection is encrypted with STARTTLS. */
  readonly requireTLS: boolean
  readonly auth: { readonly user: string; readonly pass: string } | undefined
}

/**
 * Parses `smtp://user:password@host:587` or `smtps://...`. Returns null if the URL is invalid.
 *
 * An attacker between us and the mail server can remove STARTTLS from the server's capabilities. Optional TLS
 * is therefore as good as none, and mails contain links that set passwords. So `smtp://` to another machine
 * requires TLS, unless the URL says `?requireTLS=false`, for a relay in a network that the operator trusts. A
 * loopback connection cannot be intercepted, and relays there rarely have a certificate: TLS is not required,
 * unless the URL says `?requireTLS=true`.
 *
 * The mail library would accept any of its options from the query (skip certificate checks, log everything),
 * so it never gets the URL, only this object.
 */
export function readSmtpUrl(text: string): SmtpPlace | null {
  const url = URL.parse(text)
  if (url === null || !/^smtps?:$/.test(url.protocol)) return null
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  const known = isIP(host) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host)
  const auth = authOf(url)
  const required = requirementOf(url, secure || !isLoopback(host))
  if (!known || !/^\/?$/.test(url.pathname) || url.hash !== '' || auth === null || required === null)
    return null
  // smtps:// always uses TLS. It cannot be disabled, and no option is needed.
  if (secure && url.search !== '') return null
  return { host, port: url.port === '' ? undefined : Number(url.port), secure, requireTLS: required, auth }
}

function requirementOf({ search }: URL, otherwise: boolean): boolean | null {
  if (search === '') return otherwise
  if (search === '?requireTLS=true') return true
  return search === '?requireTLS=false' ? false : null
}

function authOf({ username, password }: URL): SmtpPlace['auth'] | null {
  if (username === '' && password === '') return undefined
  if (username === '' || password === '') return null
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  } catch {
    return null
  }
}
