// Migrations: concurrent starts, the migration state, and data that migrations change.

import { readdir, readFile } from 'node:fs/promises'
import { connectionConfig, migrate, readMigrationState } from '@latchkey/prisma'
import pg from 'pg'
import { expect, it } from 'vitest'
import { emptyDatabase } from './empty.ts'

it('ten servers that start concurrently apply each migration once', async () => {
  const url = await emptyDatabase()
  const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(url)))
  const names = await migrationNames()
  expect(names.length).toBeGreaterThan(0)
  // One process applied all migrations; the others waited until it was done.
  expect(applied.filter((list) => list.length > 0)).toEqual([names])
  const history = await sql(
    url,
    'SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY name',
  )
  expect(history).toEqual(names.map((name) => ({ name, finished: true })))
})

it('a later start applies no migrations', async () => {
  const url = await emptyDatabase()
  expect(await migrate(url)).toEqual(await migrationNames())
  expect(await migrate(url)).toEqual([])
})

it('readMigrationState reports the migration state without changing the database', async () => {
  const url = await emptyDatabase()
  const names = await migrationNames()
  expect(await readMigrationState(url)).toEqual({ applied: [], pending: names, unknown: [], unfinished: [] })
  expect(await sql(url, "SELECT FROM pg_tables WHERE schemaname = 'public'")).toEqual([])
  await migrate(url)
  expect(await readMigrationState(url)).toEqual({ applied: names, pending: [], unknown: [], unfinished: [] })
  const last = names.at(-1) ?? ''
  await sql(url, `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '${last}'`)
  await sql(
    url,
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('1', '', 'of_tomorrow', now())`,
  )
  expect(await readMigrationState(url)).toEqual({
    applied: names.slice(0, -1),
    pending: [last],
    unknown: ['of_tomorrow'],
    unfinished: [last],
  })
})

it('migrates users without a password to INVITED, except users with a key and disabled users', async () => {
  const url = await emptyDatabase()
  await migrate(url)
  await sql(
    url,
    `INSERT INTO funder (id, name) VALUES ('fun_1', 'Harbor');
     INSERT INTO "user" (id, funder_id, username, name, email, role, status)
     SELECT 'usr_' || n, 'fun_1', 'user_' || n, 'N', 'n@lender.example', 'OWNER', 'ACTIVE' FROM generate_series(1, 4) n;
     INSERT INTO password VALUES ('usr_2', '$argon2id$');
     INSERT INTO api_key (id, kind, name, environment, tier, scopes, funder_id, user_id, created_by_id)
     VALUES ('apk_1', 'USER', 'Mine', 'DEVELOPMENT', 'INTERNAL', '{ADMIN}', 'fun_1', 'usr_3', 'usr_3');
     UPDATE "user" SET status = 'DISABLED' WHERE id = 'usr_4'`,
  )
  const [name] = (await migrationNames()).filter((one) => one.endsWith('_invited_users'))
  const file = new URL(`../../../prisma/migrations/${name}/migration.sql`, import.meta.url)
  // The rest of the migration can be repeated.
  await sql(url, await readFile(file, 'utf8'))
  expect(await sql(url, 'SELECT id, status::text FROM "user" ORDER BY id')).toEqual([
    { id: 'usr_1', status: 'INVITED' },
    { id: 'usr_2', status: 'ACTIVE' },
    { id: 'usr_3', status: 'ACTIVE' },
    { id: 'usr_4', status: 'DISABLED' },
  ])
  // The first password makes a user ACTIVE, no matter how it is written. A disabled user stays DISABLED.
  await sql(url, `INSERT INTO password VALUES ('usr_1', '$argon2id$'), ('usr_4', '$argon2id$')`)
  expect(
    await sql(url, `SELECT status::text FROM "user" WHERE id IN ('usr_1', 'usr_4') ORDER BY id`),
  ).toEqual([{ status: 'ACTIVE' }, { status: 'DISABLED' }])
})

async function migrationNames(): Promise<string[]> {
  const folder = new URL('../../../prisma/migrations/', import.meta.url)
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(connectionConfig(url, 'test'))
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
