import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { migrate } from '@latchkey/prisma'
import pg from 'pg'
import { expect, inject, it, onTestFinished } from 'vitest'

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

async function migrationNames(): Promise<string[]> {
  const folder = new URL('../../prisma/migrations/', import.meta.url)
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

async function emptyDatabase(): Promise<string> {
  const { url } = inject('postgres')
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  await sql(url, `CREATE DATABASE ${name} TEMPLATE template0`)
  onTestFinished(async () => {
    await sql(url, `DROP DATABASE ${name} WITH (FORCE)`)
  })
  const own = new URL(url)
  own.pathname = `/${name}`
  return own.href
}

async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
