// The server refuses to start on an unusable database, with one sentence; doctor says the same.

import { randomBytes } from 'node:crypto'
import { connectionConfig, MIGRATION_LOCK, migrate, preflight } from '@latchkey/prisma'
import { readConfig } from '@latchkey/server/config.ts'
import { migrateDatabase } from '@latchkey/server/jobs/migrate-database.ts'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { admin } from '../../api/cli/run-cli.ts'
import { createDatabase } from '../../support/database.ts'
import { Program } from '../../support/processes/server-process.ts'
import { runSql } from '../../support/sql.ts'
import { emptyDatabase } from './empty.ts'
import { startTransactionPooler } from './pooler.ts'

/** Returns what the server prints when it does not start, and the finding of doctor. */
async function refusal(url: string): Promise<string> {
  await using program = new Program({ DATABASE_URL: url })
  expect(await program.ends()).toBe(1)
  expect(program.output).not.toMatch(/^\s+at |node:internal|listening/m)
  const { code, out, err } = await admin({ DATABASE_URL: url, DATA_DIR: '/nonexistent/folder' }, 'doctor')
  expect(code).toBe(1)
  const said = program.output.trim()
  expect(`${out}${err}`).toContain(said.split('\n').at(-1)?.trim())
  return said
}

const CANARY = 'canary'

test.each([
  ['#', `postgresql://u:1#${CANARY}@127.0.0.1:1/db`, 'unencoded #'],
  ['# after an invalid port', `postgresql://u:p#${CANARY}@127.0.0.1:1/db`, 'unencoded #'],
  ['@', `postgresql://u:p@${CANARY}@127.0.0.1:1/db`, 'unencoded @'],
  ['@ and /', `postgresql://u:p@${CANARY}/x@127.0.0.1:1/db`, 'unencoded /'],
  ['/', `postgresql://u:1/${CANARY}@127.0.0.1:1/db`, 'unencoded /'],
  ['?', `postgresql://u:1?${CANARY}@127.0.0.1:1/db`, 'unencoded ?'],
  ['%', `postgresql://u:${CANARY}%zz@127.0.0.1:1/db`, 'unencoded %'],
  ['% that does not decode to text', `postgresql://u:${CANARY}%ff@127.0.0.1:1/db`, 'unencoded %'],
  [
    'a schema parameter',
    `postgresql://u:${CANARY}@127.0.0.1:1/db?schema=app`,
    '?schema=, which Latchkey does not',
  ],
  [
    'a pooler parameter',
    `postgresql://u:${CANARY}@127.0.0.1:1/db?pgbouncer=true`,
    'pooler in transaction mode',
  ],
  ['an unknown parameter', `postgresql://u:${CANARY}@127.0.0.1:1/db?x=1`, 'query parameter that Latchkey'],
  ['no database', `postgresql://u:${CANARY}@127.0.0.1:1`, 'has no database name'],
  ['no user', `postgresql://127.0.0.1:1/${CANARY}`, 'has no user'],
  ['another scheme', `mysql://u:${CANARY}@127.0.0.1:1/db`, 'is not a URL such as postgresql://'],
])('rejects a DATABASE_URL with %s without repeating it', (_, url, expected) => {
  const read = () => readConfig({ DATABASE_URL: url })
  expect(read).toThrow(/^The configuration is invalid:\n {2}DATABASE_URL [^\n]+$/)
  expect(read).toThrow(expected)
  expect(read).not.toThrow(CANARY)
})

test('rejects unencoded characters in DATABASE_URL and REDIS_URL without repeating them', async () => {
  const said = await refusal(`postgresql://u:1#${CANARY}@127.0.0.1:1/db`)
  expect(said).toMatch(/^The configuration is invalid:\n {2}DATABASE_URL contains an unencoded #\. .+$/)
  expect(said).not.toContain(CANARY)
  for (const REDIS_URL of [`redis://u:1#${CANARY}@127.0.0.1`, `redis://u:1/${CANARY}@127.0.0.1`])
    expect(() => readConfig({ REDIS_URL })).toThrow(/REDIS_URL must be a URL such as [^\n]+$/)
})

test('reports an unknown host, a wrong password and a missing database', async () => {
  const { url } = inject('postgres')
  const changed = (change: (it: URL) => void) => {
    const it = new URL(url)
    change(it)
    return it.href
  }
  const said = [
    await refusal(`postgresql://u:p@${CANARY}.invalid/db`),
    await refusal(changed((it) => (it.pathname = `/${CANARY}`))),
  ]
  expect(said).toEqual([
    expect.stringMatching(
      /^The host in DATABASE_URL (was not found|could not be resolved) \((ENOTFOUND|EAI_AGAIN)\)\. /,
    ),
    'The database in DATABASE_URL does not exist. Create it: CREATE DATABASE latchkey',
  ])
  // A server with trust authentication accepts any password.
  if (new URL(url).password !== '') {
    const refused = await refusal(changed((it) => (it.password = CANARY)))
    said.push(refused)
    expect(refused).toBe(
      'PostgreSQL rejects the user name or the password in DATABASE_URL. Correct them; percent-encode special characters.',
    )
  }
  expect(said.join()).not.toContain(CANARY)
})

test.each(['LATIN1', 'SQL_ASCII'])('rejects a database with encoding %s', async (encoding) => {
  const url = await emptyDatabase(`ENCODING '${encoding}' LOCALE_PROVIDER libc LOCALE 'C'`)
  expect(await refusal(url)).toBe(
    `The encoding of the database is ${encoding}, but Latchkey requires UTF8. Create another database: CREATE DATABASE latchkey ENCODING 'UTF8' TEMPLATE template0`,
  )
})

test('rejects a database that another application uses, with or without Prisma', async () => {
  const url = await emptyDatabase()
  await runSql(url, 'CREATE TABLE customer (id int)')
  expect(await refusal(url)).toMatch(
    /^The schema public has 1 tables, types or functions that are not Latchkey's\. Use a separate database for Latchkey: /,
  )
  const other = await emptyDatabase()
  await runSql(
    other,
    `CREATE TABLE _prisma_migrations (migration_name text, finished_at timestamptz, rolled_back_at timestamptz);
     INSERT INTO _prisma_migrations VALUES ('2020_init', now(), NULL)`,
  )
  expect(await refusal(other)).toMatch(/^The database belongs to another application that uses Prisma\. /)
})

test('accepts a database with an extension and another schema', async () => {
  const url = await emptyDatabase()
  await runSql(url, 'CREATE SCHEMA other; CREATE TABLE other.customer (id int); CREATE EXTENSION pg_trgm')
  await using program = new Program({ DATABASE_URL: url })
  await program.prints(/"address":"([^"]+)"/)
})

test('reports a failed migration and a database that is newer than the program', async () => {
  const url = await emptyDatabase()
  await migrate(url)
  await runSql(
    url,
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('1', '', '2999_of_tomorrow', now())`,
  )
  expect(await refusal(url)).toBe(
    'The database is newer than this version of Latchkey: 2999_of_tomorrow. Use the newer version.',
  )
  await runSql(url, "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '2999%'")
  expect(await refusal(url)).toMatch(
    /^The migration 2999_of_tomorrow failed and was rolled back\. .+ DELETE FROM _prisma_migrations WHERE finished_at IS NULL, /,
  )
})

test('a failing migration reports its cause in one line, and doctor says what to do', async () => {
  const url = await emptyDatabase()
  await runSql(
    url,
    `CREATE SCHEMA other;
     CREATE FUNCTION other.refuse() RETURNS event_trigger LANGUAGE plpgsql
       AS $$ BEGIN IF tg_tag = 'CREATE VIEW' THEN RAISE EXCEPTION 'no views here'; END IF; END $$;
     CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION other.refuse()`,
  )
  await using program = new Program({ DATABASE_URL: url })
  expect(await program.ends()).toBe(1)
  expect(program.output).toMatch(/^A migration failed and was rolled back; .+\nno views here\n$/)
  await runSql(url, 'DROP EVENT TRIGGER refuse')
  expect(await refusal(url)).toMatch(/^The migration \d+_init failed and was rolled back\. /)
  await runSql(url, 'DELETE FROM _prisma_migrations WHERE finished_at IS NULL')
  await using again = new Program({ DATABASE_URL: url })
  await again.prints(/"address":"([^"]+)"/)
})

test('reports missing privileges to create, read, write and connect', async () => {
  const role = await createRole()
  const url = await emptyDatabase()
  const asRole = new URL(url)
  asRole.username = role.name
  asRole.password = role.password
  const problem = () => refusal(asRole.href)
  expect(await problem()).toMatch(
    /is not allowed to create tables in the schema public, .+ GRANT CREATE ON SCHEMA public TO/,
  )
  await migrateDatabase(url)
  expect(await problem()).toMatch(
    /is not allowed to read the table _prisma_migrations\. .+ GRANT SELECT ON _prisma_migrations/,
  )
  await runSql(url, `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role.name}`)
  expect(await problem()).toMatch(
    /is not allowed to read and write \d+ tables, such as api_key\. Run: GRANT SELECT, INSERT/,
  )
  await runSql(url, `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role.name}`)
  expect(await problem()).toMatch(
    /is not allowed to use the schema pgboss, .+ GRANT USAGE, CREATE ON SCHEMA pgboss/,
  )
  await runSql(url, `GRANT USAGE, CREATE ON SCHEMA pgboss TO ${role.name}`)
  expect(await problem()).toMatch(/is not allowed to read and write \d+ tables, .+ IN SCHEMA pgboss/)
  await runSql(url, `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${role.name}`)
  await using program = new Program({ DATABASE_URL: asRole.href })
  const address = await program.prints(/"address":"([^"]+)"/)
  expect((await fetch(`${address}/ready`)).status).toBe(200)
  await program.ends('SIGTERM')
  await runSql(url, `REVOKE CONNECT ON DATABASE ${new URL(url).pathname.slice(1)} FROM PUBLIC`)
  expect(await problem()).toMatch(/^The user in DATABASE_URL is not allowed to connect to the database\. /)
})

test('rejects a pooler in transaction mode', async () => {
  await using database = await createDatabase()
  await using pooler = await startTransactionPooler(database.url)
  expect(await refusal(pooler.url)).toBe(
    'DATABASE_URL points to a connection pooler in transaction mode, which does not preserve sessions. Use the address of PostgreSQL itself, or a pooler in session mode.',
  )
})

test('rejects a database where triggers do not fire', async () => {
  const url = await emptyDatabase()
  await runSql(
    url,
    `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET session_replication_role = 'replica'`,
  )
  expect(await refusal(url)).toMatch(/^session_replication_role is not origin, /)
})

async function createRole(): Promise<{ name: string; password: string }> {
  const { url } = inject('postgres')
  const name = `role_${randomBytes(8).toString('hex')}`
  const password = randomBytes(8).toString('hex')
  await runSql(url, `CREATE ROLE ${name} LOGIN PASSWORD '${password}'`)
  // Registered first, so that it runs last: the database, whose privileges name the role, must be dropped
  // before the role.
  onTestFinished(() => runSql(url, `DROP ROLE ${name}`))
  return { name, password }
}

test('preflight succeeds while another server applies migrations', async () => {
  const url = await emptyDatabase()
  const names = await migrate(url)
  const migrating = new pg.Client(connectionConfig(url, 'test'))
  await migrating.connect()
  onTestFinished(() => migrating.end())
  // The lock that a migrating server holds, and its history while it applies the last migration.
  await migrating.query('SELECT pg_advisory_lock($1, $2)', [...MIGRATION_LOCK])
  const last = [names.at(-1)]
  await migrating.query('UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1', last)
  expect((await preflight(url)).checks.at(-1)).toEqual({
    check: 'contents',
    ok: true,
    message: 'another server is applying migrations',
  })
  await migrating.query('SELECT pg_advisory_unlock($1, $2)', [...MIGRATION_LOCK])
  expect((await preflight(url)).checks.at(-1)).toMatchObject({ check: 'contents', ok: false })
})
