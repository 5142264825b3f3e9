// Creates a database for one test: a copy of the template, dropped when the test ends.

import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { hostileSettings, isHostile } from './hostile.ts'
import { runSql } from './sql.ts'

export interface TestDatabase extends AsyncDisposable {
  readonly url: string
}

/**
 * `hostile`: use database settings that the code must not depend on. LATCHKEY_TEST_SETTINGS=hostile turns it
 * on for every database.
 */
export async function createDatabase({ hostile = isHostile } = {}): Promise<TestDatabase> {
  const { url, template } = inject('postgres')
  const name = `world_${randomUUID().replaceAll('-', '')}`
  await runSql(url, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  if (hostile) await runSql(url, hostileSettings(name))
  const own = new URL(url)
  own.pathname = `/${name}`
  return {
    url: own.href,
    [Symbol.asyncDispose]: () => runSql(url, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}
