// Vitest global setup: starts one PostgreSQL with the template that test databases are copied from.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildDashboard } from '@latchkey/dashboard/build.ts'
import { startEmbedded } from '@latchkey/prisma'
import { migrateDatabase } from '@latchkey/server/jobs/migrate-database.ts'
import type { TestProject } from 'vitest/node'
import { unpackChromium } from '../e2e/browser/chromium.ts'
import { hasRedis } from './processes/redis-server.ts'
import { runSql } from './sql.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server's maintenance database, and the name of the template database. */
    postgres: { readonly url: string; readonly template: string }
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await Promise.all([buildDashboard(), unpackChromium()])
  if (!hasRedis) console.log('Skipping the tests of rate limits in Redis: redis-server is not installed.')
  const { url, stop } = await startPostgres()
  try {
    const template = await createTemplate(url)
    project.provide('postgres', { url, template })
    return async () => {
      await runSql(url, `DROP DATABASE ${template}`)
      await stop()
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function createTemplate(url: string): Promise<string> {
  const template = `latchkey_template_${process.pid}`
  await runSql(url, `CREATE DATABASE ${template}`)
  await migrateDatabase(databaseUrl(url, template))
  // The test clock: the same function plus an interval that a test can change.
  await runSql(
    databaseUrl(url, template),
    `CREATE TABLE test_clock (ahead interval NOT NULL);
     INSERT INTO test_clock VALUES ('0');
     CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE
       AS 'SELECT clock_timestamp() + (SELECT ahead FROM public.test_clock)'`,
  )
  return template
}

/**
 * Uses the server at TEST_DATABASE_URL, which must allow CREATE DATABASE. Without it, starts a PostgreSQL for
 * this run.
 */
async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined) return { url: given, stop: async () => undefined }
  const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-test-'))
  // Test data does not have to survive a crash of the machine, so durability is off.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '400',
  }
  const embedded = await startEmbedded({ dataDir, settings })
  return {
    url: embedded.url,
    stop: async () => {
      await embedded.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function databaseUrl(url: string, database: string): string {
  const at = new URL(url)
  at.pathname = `/${database}`
  return at.href
}
