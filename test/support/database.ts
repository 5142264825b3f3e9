// A database of a test's own: copied from the template, and dropped when the test is done with it.

import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { hostileSettings, isHostile } from './hostile.ts'
import { runSql } from './sql.ts'

export interface TestDatabase extends AsyncDisposable {
  readonly url: string
}

/** `hostile`: with settings that nothing may depend on; of every database with LATCHKEY_TEST_SETTINGS=hostile. */
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
