// From SMTP_URL to a place that takes mail, and how safe the way there must be. Pure.

import { isIP } from 'node:net'
import { isLoopback } from '../http/loopback.ts'

export interface SmtpPlace {
  readonly host: string
  /** Undefined: 587, or 465 if `secure`. */
  readonly port: number | undefined
  /** TLS from the first byte. */
  readonly secure: boolean
  /** Nothing is said, no password either, before the connection is encrypted (STARTTLS). */
  readonly requireTLS: boolean
  readonly auth: { readonly user: string; readonly pass: string } | undefined
}

/**
 * `smtp://user:password@host:587`, `smtps://...`. Null if it is no such address.
 *
 * Whoever sits between us and the mail server can leave STARTTLS out of what it offers, so a way that may do without
 * TLS is an open one, and mails carry links that set passwords. So `smtp://` to another machine requires TLS, unless
 * the URL says `?requireTLS=false`: a relay in a network that the operator trusts. Nobody sits between us and our own
 * machine, and relays there seldom have a certificate: it requires none, unless the URL says `?requireTLS=true`.
 *
 * The mail library would take any of its options from the query (certificates not looked at, everything logged), so
 * it gets this place and never the URL.
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
  // TLS from the first byte cannot be waived, nor need it be asked for.
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
