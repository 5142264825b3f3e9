// Exports `connectionConfig`, which every PostgreSQL connection uses. Fixes all settings.

import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'
import { databaseUrlProblem } from './database-url.ts'

/**
 * Settings that the code relies on, sent when a connection starts. They override ALTER SYSTEM, ALTER DATABASE
 * and ALTER ROLE and cost no round trip. Left to the operator: synchronous_commit, tablespaces, planner and
 * memory settings, logging, and settings that only a superuser may change.
 */
export const SESSION_SETTINGS = {
  // The driver adapter reads and writes timestamps as if the session were in UTC.
  TimeZone: 'UTC',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  client_encoding: 'UTF8',
  client_min_messages: 'warning',
  search_path: 'public',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  row_security: 'on',
  xmlbinary: 'base64',
  xmloption: 'content',
  check_function_bodies: 'on',
  plan_cache_mode: 'auto',
  // Our statements are small: JIT compilation costs more time than it saves.
  jit: 'off',
  lock_timeout: '0',
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
} as const satisfies Readonly<Record<string, string>>

export type SessionSettings = Readonly<Partial<Record<keyof typeof SESSION_SETTINGS, string>>>

/** Configuration of a connection to `url`, for `new pg.Client` and `new pg.Pool`. */
export function connectionConfig(
  url: string,
  applicationName: string,
  settings: SessionSettings = {},
): pg.ClientConfig {
  const problem = databaseUrlProblem(url)
  if (problem !== null) throw new Error(problem)
  const { host, port, user, database, password, ssl, sslnegotiation, options } = parseIntoClientConfig(url)
  return {
    // pg replaces undefined and empty values from PGHOST, PGPORT, PGPASSWORD, ~/.pgpass, PGSSLMODE and so on.
    host,
    port: port ?? 5432,
    user,
    database,
    // Without a password in the URL, send a random one, so that pg does not read one from the environment.
    // PostgreSQL does not request a password for an address with `trust` authentication.
    password: password || randomUUID(),
    ssl: ssl ?? false,
    sslnegotiation: sslnegotiation ?? 'postgres',
    enableChannelBinding: /^(prefer|require)$/.test(new URL(url).searchParams.get('channel_binding') ?? ''),
    client_encoding: 'UTF8',
    application_name: applicationName,
    // The last value of a setting wins, so options in the URL cannot override what the code relies on.
    options: [options, startupOptions({ ...SESSION_SETTINGS, ...settings })].filter(Boolean).join(' '),
    keepAlive: true,
  }
}

function startupOptions(settings: SessionSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replace(/[\\\s]/g, '\\$&')}`)
    .join(' ')
}

/** Returns `url` with one more setting for all its sessions. */
export function withSetting(url: string, name: string, value: string): string {
  const changed = new URL(url)
  const options = changed.searchParams.get('options')
  changed.searchParams.set('options', [options, `-c ${name}=${value}`].filter(Boolean).join(' '))
  return changed.href
}
