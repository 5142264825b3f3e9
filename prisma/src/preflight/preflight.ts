// Exports `preflight`, which checks a database without changing it. Used at start and by `doctor`.

import pg from 'pg'
import { connectionConfig, SESSION_SETTINGS, withSetting } from '../connection.ts'
import { databaseUrlProblem } from '../database-url.ts'
import { MIGRATION_LOCK } from '../migrate.ts'
import { readMigrationState } from '../migration-state.ts'
import { codeOf, connectionProblem } from './connection.ts'
import { checkContents, checkPrivileges } from './contents.ts'
import { isPooledByTransaction } from './pooler.ts'

export interface DatabaseCheck {
  readonly check: string
  readonly ok: boolean
  /** The result and, if `ok` is false, what to do. Never contains a part of the URL. */
  readonly message: string
}

export interface Preflight {
  /** In order of execution. After a failed check, dependent checks are omitted. */
  readonly checks: readonly DatabaseCheck[]
  /** URL to use from now on. It includes settings that only this version of PostgreSQL has. */
  readonly url: string
}

const MIN_VERSION = 15
const PATIENCE_MS = 10_000
/** SQLSTATE codes. */
const TRANSACTION_TIMEOUT = '25P04'
const INSUFFICIENT_PRIVILEGE = '42501'

export async function preflight(url: string): Promise<Preflight> {
  const checks: DatabaseCheck[] = []
  const add = (check: string, problem: string | null, message: string): boolean => {
    checks.push({ check, ok: problem === null, message: problem ?? message })
    return problem === null
  }
  const urlProblem = databaseUrlProblem(url)
  if (urlProblem !== null) {
    add('database', urlProblem, '')
    return { checks, url }
  }
  try {
    const usable = await examineAt(url, add).catch((error: unknown) => {
      // Only a version that has the setting terminates a session for it.
      if (checks.length > 0 || codeOf(error) !== TRANSACTION_TIMEOUT) throw error
      return examineAt(withSetting(url, 'transaction_timeout', '0'), add)
    })
    return { checks, url: usable }
  } catch (error) {
    add('database', connectionProblem(error), '')
    return { checks, url }
  }
}

/** Returns the URL to use from now on. */
async function examineAt(url: string, add: Add): Promise<string> {
  const client = new pg.Client({ ...connectionConfig(url, 'latchkey preflight'), ...TIMEOUTS })
  let lost: Error | undefined
  client.on('error', (error) => {
    lost ??= error
  })
  try {
    await client.connect()
    const usable = await withVersionSettings(url, client)
    await examine(usable, client, add)
    return usable
  } catch (error) {
    // PostgreSQL may say between two statements why it ends a session. The next statement does not tell.
    throw lost ?? error
  } finally {
    await client.end().catch(() => undefined)
  }
}

const TIMEOUTS = { connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS }

type Add = (check: string, problem: string | null, message: string) => boolean

async function examine(url: string, client: pg.Client, add: Add): Promise<void> {
  const { rows } = await client.query<Server>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
       current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS standby`,
  )
  const [server] = rows
  if (server === undefined) return
  if (!add('database', serverProblem(server), `PostgreSQL ${server.version} is reachable`)) return
  if (!add('encoding', encodingProblem(server), `the database encoding is ${server.encoding}`)) return
  if (!add('settings', await settingsProblem(client), 'sessions have the settings that Latchkey requires'))
    return
  const second = new pg.Client({ ...connectionConfig(url, 'latchkey preflight'), ...TIMEOUTS })
  second.on('error', () => undefined)
  try {
    await second.connect()
    const pooled = await isPooledByTransaction(client, second)
    if (!add('pooling', pooled ? POOLED : null, 'every connection has its own session')) return
  } finally {
    await second.end().catch(() => undefined)
  }
  // While another server migrates, its unfinished history looks like a failure. Skip the check: migrate()
  // waits for that server.
  const { rows: locks } = await client.query<{ free: boolean }>(
    'SELECT pg_try_advisory_lock_shared($1, $2) AS free',
    [...MIGRATION_LOCK],
  )
  if (locks[0]?.free !== true) {
    add('contents', null, 'another server is applying migrations')
    return
  }
  const state = await readMigrationState(url).catch((error: unknown) => {
    if (codeOf(error) === INSUFFICIENT_PRIVILEGE) return null
    throw error
  })
  if (state === null) {
    add('privileges', HISTORY, '')
    return
  }
  if (!add('contents', await checkContents(client, state), contentsOf(state))) return
  add('privileges', await checkPrivileges(client, state), 'the role has the privileges that the server needs')
}

interface Server {
  readonly version: string
  readonly number: number
  readonly encoding: string
  readonly standby: boolean
}

const POOLED =
  'DATABASE_URL points to a connection pooler in transaction mode, which does not preserve sessions. Use the address of PostgreSQL itself, or a pooler in session mode.'

const HISTORY =
  'The user in DATABASE_URL is not allowed to read the table _prisma_migrations. Use the owner of the tables, or run: GRANT SELECT ON _prisma_migrations TO ...'

function serverProblem({ version, number, standby }: Server): string | null {
  if (Math.floor(number / 10_000) < MIN_VERSION)
    return `PostgreSQL ${version} is too old. Use PostgreSQL ${MIN_VERSION} or newer.`
  if (standby)
    return 'DATABASE_URL points to a standby, which accepts no writes. Use the address of the primary.'
  return null
}

function encodingProblem({ encoding }: Server): string | null {
  if (encoding === 'UTF8') return null
  return `The encoding of the database is ${encoding}, but Latchkey requires UTF8. Create another database: CREATE DATABASE latchkey ENCODING 'UTF8' TEMPLATE template0`
}

/**
 * Finds two faults: a pooler that drops the startup options, and a session_replication_role other than
 * origin, which only a superuser can set.
 */
async function settingsProblem(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ name: string; value: string }>(
    'SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS name',
    [[...Object.keys(SESSION_SETTINGS), 'session_replication_role']],
  )
  const expected: Record<string, string> = { ...SESSION_SETTINGS, session_replication_role: 'origin' }
  const others = rows.filter(({ name, value }) => value !== expected[name]).map(({ name }) => name)
  if (others.length === 0) return null
  if (others.includes('session_replication_role'))
    return 'session_replication_role is not origin, so triggers that make revocation exact do not fire. Run: ALTER DATABASE ... RESET session_replication_role (or ALTER ROLE, ALTER SYSTEM, where it was set).'
  return `The sessions do not have the settings that Latchkey requests (${others.slice(0, 5).join(', ')}). A connection pooler drops them. Make it forward the startup parameter \`options\`, or use the address of PostgreSQL itself.`
}

function contentsOf({ pending }: { readonly pending: readonly string[] }): string {
  return pending.length === 0 ? "contains Latchkey's tables" : `pending migrations: ${pending.length}`
}

/** Settings of newer versions only: an older PostgreSQL would reject the connection. */
async function withVersionSettings(url: string, client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ value: string | null }>(
    "SELECT current_setting('transaction_timeout', true) AS value",
  )
  const value = rows[0]?.value ?? null
  if (value === null || value === '0') return url
  // Also in this session: the checks can take longer than the setting of the database allows.
  await client.query('SET transaction_timeout = 0')
  return withSetting(url, 'transaction_timeout', '0')
}
