// A database of a test's own: copied from the template, and dropped when the test is done with it.

import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { runSql } from './sql.ts'

export interface TestDatabase extends AsyncDisposable {
  readonly url: string
}

export async function createDatabase(): Promise<TestDatabase> {
  const { url, template } = inject('postgres')
  const name = `world_${randomUUID().replaceAll('-', '')}`
  await runSql(url, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return {
    url: own.href,
    [Symbol.asyncDispose]: () => runSql(url, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}
