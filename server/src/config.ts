// readConfig, VARIABLES: the only code that reads process.env. Reports all errors at once.

import { isAbsolute, resolve } from 'node:path'
import { databaseUrlProblem } from '@latchkey/prisma'
import { isSender } from './mail/mail-headers.ts'
import { readSmtpUrl } from './mail/smtp-url.ts'

export interface Config {
  readonly port: number
  readonly keepAliveSeconds: number
  readonly host: string
  readonly dataDir: string
  /** Null: Latchkey starts an embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null
  readonly databaseConnections: number
  /** Null: each server counts rate limits separately. */
  readonly redisUrl: string | null
  readonly allowedOrigins: readonly string[]
  /** Address that links in mails and the `docUrl` of problems start with. Null: the listening address. */
  readonly publicUrl: string | null
  /** Number of proxies in front of the server, 0 to 10. */
  readonly trustedProxies: number
  readonly seedDemo: boolean
  /** Null: the server writes mails as files to `dataDir`/mail. */
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** Whether /mail shows the mails in `dataDir`/mail to requests from this machine. */
  readonly mailbox: boolean
  /** Null: the server generates a secret once and stores it in `dataDir`. */
  readonly authSecret: string | null
  readonly logLevel: string
  /** Bearer token that /metrics requires. Null: /metrics accepts requests from this machine only. */
  readonly metricsToken: string | null
  readonly tracing: boolean
}

/** Name, default and meaning of every environment variable, for `--help`. */
export const VARIABLES = [
  ['PORT', '4000', 'Port to listen at; 0 for any free one.'],
  ['HOST', '127.0.0.1', 'Address to listen at: this machine only, unless you say otherwise.'],
  [
    'KEEP_ALIVE_SECONDS',
    '75',
    'How long idle connections stay open, 1 to 900: longer than the idle timeout of a load balancer in front.',
  ],
  [
    'DATA_DIR',
    '.data',
    'Folder of the PostgreSQL that Latchkey starts itself, of demo.env, auth.secret and mail.',
  ],
  ['DATABASE_URL', '(none)', 'A PostgreSQL 15 or newer to use instead; then none is started.'],
  ['DATABASE_CONNECTIONS', '10', 'Connections to the database at most, 3 to 500.'],
  [
    'REDIS_URL',
    '(none)',
    'A Redis that counts the limits for all servers together; else each counts its own.',
  ],
  ['ALLOWED_ORIGINS', '(none)', 'Origins, separated by commas, whose pages may call the API.'],
  ['PUBLIC_URL', '(where it listens)', 'Address that callers know this server by.'],
  [
    'TRUSTED_PROXIES',
    '0',
    'Proxies that every request comes through, 0 to 10; X-Forwarded-For is believed for so many steps, and at 0 ignored.',
  ],
  ['SEED_DEMO', 'true without DATABASE_URL', 'Whether to make the demo world (true or false).'],
  [
    'SMTP_URL',
    '(none)',
    'Mail server: smtp://user:password@host:587 or smtps://; else mails become files in DATA_DIR/mail.',
  ],
  ['MAIL_FROM', 'Latchkey <latchkey@localhost>', 'Sender of mails.'],
  [
    'MAILBOX',
    'true without DATABASE_URL and SMTP_URL',
    'Whether /mail shows DATA_DIR/mail, to this machine only.',
  ],
  [
    'AUTH_SECRET',
    'made once, in DATA_DIR/auth.secret',
    'Signs bearer tokens: 32 characters or more, the same for all servers of one database.',
  ],
  ['LOG_LEVEL', 'info', 'trace, debug, info, warn, error, fatal or silent.'],
  [
    'METRICS_TOKEN',
    '(none)',
    'Bearer token of 16 characters or more for /metrics, from anywhere; else /metrics is for this machine only.',
  ],
  ['TRACING', 'false', 'Whether to make OpenTelemetry spans, for an SDK loaded by node --import.'],
] as const

type Name = (typeof VARIABLES)[number][0]

export class ConfigError extends Error {}

export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const faults: string[] = []
  const text = (name: Name): string | null => env[name]?.trim() || null
  function checked<T>(name: Name, fallback: T, read: (text: string) => T | null, expected: string): T {
    const given = text(name)
    if (given === null) return fallback
    const value = read(given)
    if (value === null) faults.push(`${name} is ${expected}.`)
    return value ?? fallback
  }
  const whole = (least: number, most: number) => (given: string) => {
    const number = /^\d{1,6}$/.test(given) ? Number(given) : Number.NaN
    return number >= least && number <= most ? number : null
  }

  const databaseUrl = text('DATABASE_URL')
  const databaseFault = databaseUrl === null ? null : databaseUrlProblem(databaseUrl)
  if (databaseFault !== null) faults.push(databaseFault)
  const smtpUrl = checked(
    'SMTP_URL',
    null,
    mailUrl,
    'a URL such as smtp://user:password@host:587, with ?requireTLS=false if it need not be encrypted',
  )
  const config: Config = {
    port: checked('PORT', 4000, whole(0, 65_535), 'a number from 0 to 65535'),
    keepAliveSeconds: checked('KEEP_ALIVE_SECONDS', 75, whole(1, 900), 'a number from 1 to 900'),
    host: text('HOST') ?? '127.0.0.1',
    dataDir: dataDir(text('DATA_DIR') ?? '.data'),
    databaseUrl,
    databaseConnections: checked('DATABASE_CONNECTIONS', 10, whole(3, 500), 'a number from 3 to 500'),
    redisUrl: checked(
      'REDIS_URL',
      null,
      redisUrl,
      'a URL such as redis://user:password@host:6379 or rediss://',
    ),
    allowedOrigins: checked(
      'ALLOWED_ORIGINS',
      [],
      origins,
      'a list of origins such as https://app.example.com, separated by commas',
    ),
    publicUrl: checked('PUBLIC_URL', null, webUrl, 'a URL such as https://api.example.com'),
    trustedProxies: checked('TRUSTED_PROXIES', 0, whole(0, 10), 'a number from 0 to 10'),
    seedDemo: checked('SEED_DEMO', databaseUrl === null, boolean, 'true or false'),
    smtpUrl,
    mailFrom: checked(
      'MAIL_FROM',
      'Latchkey <latchkey@localhost>',
      sender,
      'a sender such as Name <name@example.com>',
    ),
    mailbox: checked('MAILBOX', databaseUrl === null && smtpUrl === null, boolean, 'true or false'),
    authSecret: checked(
      'AUTH_SECRET',
      null,
      authSecret,
      'at least 32 characters, such as `openssl rand -hex 32` prints',
    ),
    logLevel: checked('LOG_LEVEL', 'info', logLevel, 'one of trace, debug, info, warn, error, fatal, silent'),
    metricsToken: checked(
      'METRICS_TOKEN',
      null,
      metricsToken,
      'at least 16 characters, none of them a space, such as `openssl rand -hex 16` prints',
    ),
    tracing: checked('TRACING', false, boolean, 'true or false'),
  }
  if (faults.length > 0)
    throw new ConfigError(
      `The configuration is not right:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    )
  return config
}

// Resolves a relative DATA_DIR from the root of the repository, not from the current directory.
function dataDir(given: string): string {
  return isAbsolute(given) ? given : resolve(import.meta.dirname, '../..', given)
}

// Error messages never repeat the URL, because it contains a password. A password with an unencoded # or /
// splits the URL: the rest becomes the fragment or path, and the start of the password becomes the host,
// which connection errors name. So a URL with a fragment or with a path other than a database number is
// rejected.
function redisUrl(given: string): string | null {
  if (!URL.canParse(given)) return null
  const { protocol, hash, pathname } = new URL(given)
  return /^rediss?:$/.test(protocol) && hash === '' && /^\/?\d*$/.test(pathname) ? given : null
}

function webUrl(given: string): string | null {
  return URL.canParse(given) && /^https?:$/.test(new URL(given).protocol) ? given.replace(/\/+$/, '') : null
}

function mailUrl(given: string): string | null {
  return readSmtpUrl(given) === null ? null : given
}

function sender(given: string): string | null {
  return isSender(given) ? given : null
}

function origins(given: string): string[] | null {
  const list = given.split(',').map((origin) => origin.trim())
  return list.every((origin) => webUrl(origin) !== null && new URL(origin).origin === origin) ? list : null
}

function authSecret(given: string): string | null {
  return given.length >= 32 ? given : null
}

// Allows only characters that an HTTP header can carry unencoded.
function metricsToken(given: string): string | null {
  return /^[!-~]{16,}$/.test(given) ? given : null
}

function boolean(given: string): boolean | null {
  if (given === 'true') return true
  return given === 'false' ? false : null
}

function logLevel(given: string): string | null {
  return ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].includes(given) ? given : null
}
