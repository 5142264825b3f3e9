// Migrations: concurrent starts, the migration state, and a trigger that every schema version must have.

import { readdir } from 'node:fs/promises'
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

it('makes an invited user ACTIVE with the first password, and leaves a disabled user DISABLED', async () => {
  const url = await emptyDatabase()
  await migrate(url)
  await sql(
    url,
    `INSERT INTO funder (id, name) VALUES ('fun_1', 'Harbor');
     INSERT INTO "user" (id, funder_id, username, name, email, role, status)
     SELECT 'usr_' || n, 'fun_1', 'user_' || n, 'N', 'n@lender.example', 'OWNER', 'INVITED' FROM generate_series(1, 3) n;
     UPDATE "user" SET status = 'DISABLED' WHERE id = 'usr_3';
     INSERT INTO password VALUES ('usr_1', '$argon2id$'), ('usr_3', '$argon2id$')`,
  )
  expect(await sql(url, 'SELECT id, status::text FROM "user" ORDER BY id')).toEqual([
    { id: 'usr_1', status: 'ACTIVE' },
    { id: 'usr_2', status: 'INVITED' },
    { id: 'usr_3', status: 'DISABLED' },
  ])
})

async function migrationNames(): Promise<string[]> {
  const folder = new URL('../../../prisma/migrations/', import.meta.url)
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'models')
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
