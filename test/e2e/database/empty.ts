// Creates an empty database for one test and drops it at the end.

import { randomUUID } from 'node:crypto'
import { inject, onTestFinished } from 'vitest'
import { runSql } from '../../support/sql.ts'

/** `settings`: options of CREATE DATABASE, for example an encoding. */
export async function emptyDatabase(settings = ''): Promise<string> {
  const { url } = inject('postgres')
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  await runSql(url, `CREATE DATABASE ${name} TEMPLATE template0 ${settings}`)
  onTestFinished(() => runSql(url, `DROP DATABASE ${name} WITH (FORCE)`))
  const own = new URL(url)
  own.pathname = `/${name}`
  return own.href
}
