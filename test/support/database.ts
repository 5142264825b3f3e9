// Creates a database for one test: a copy of the template, dropped when the test ends.

import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
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

const isHostile = process.env['LATCHKEY_TEST_SETTINGS'] === 'hostile'

const SETTINGS = {
  timezone: 'America/New_York',
  datestyle: 'SQL, DMY',
  intervalstyle: 'sql_standard',
  client_encoding: 'LATIN1',
  client_min_messages: 'error',
  search_path: 'nowhere',
  default_transaction_isolation: 'serializable',
  default_transaction_read_only: 'on',
  default_transaction_deferrable: 'on',
  bytea_output: 'escape',
  extra_float_digits: '-15',
  standard_conforming_strings: 'off',
  array_nulls: 'off',
  transform_null_equals: 'on',
  row_security: 'off',
  xmlbinary: 'hex',
  xmloption: 'document',
  check_function_bodies: 'off',
  plan_cache_mode: 'force_generic_plan',
  jit: 'on',
  jit_above_cost: '0',
  lc_numeric: 'C',
  lock_timeout: '1ms',
  statement_timeout: '50ms',
  idle_in_transaction_session_timeout: '50ms',
  idle_session_timeout: '50ms',
}

export function hostileSettings(database: string): string {
  return Object.entries(SETTINGS)
    .map(([name, value]) => {
      const list = name === 'search_path' || name === 'datestyle' ? value : `'${value}'`
      return `ALTER DATABASE ${database} SET ${name} = ${list}`
    })
    .join(';')
}
