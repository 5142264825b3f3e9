import { readdir } from 'node:fs/promises'
import { connectionConfig, migrate, readMigrationState } from '@latchkey/prisma'
import pg from 'pg'
import { expect, it } from 'vitest'
import { emptyDatabase } from './empty.ts'

it('ten servers that start at once apply each migration once', async () => {
  const url = await emptyDatabase()
  const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(url)))
  const names = await migrationNames()
  expect(names.length).toBeGreaterThan(0)
  // One of them did it all, and the others waited until it was done.
  expect(applied.filter((list) => list.length > 0)).toEqual([names])
  const history = await sql(
    url,
    'SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY name',
  )
  expect(history).toEqual(names.map((name) => ({ name, finished: true })))
})

it('a later start has nothing to apply', async () => {
  const url = await emptyDatabase()
  expect(await migrate(url)).toEqual(await migrationNames())
  expect(await migrate(url)).toEqual([])
})

it('how far a database has come is read without changing it', async () => {
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

async function migrationNames(): Promise<string[]> {
  const folder = new URL('../../prisma/migrations/', import.meta.url)
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
