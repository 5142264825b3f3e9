// Committed generated files match what the generators produce now.

import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { schema } from '@latchkey/schema/schema.ts'
import { configurationPage, envExample } from '@latchkey/server/print-config.ts'
import { printSchema } from 'graphql'
import { expect, test } from 'vitest'
import { ROOT } from './source.ts'

const ADVICE = 'run `npx -y pnpm@12 generate`'

test('schema.graphql', async () => {
  expect(await readFile(join(ROOT, 'schema/schema.graphql'), 'utf8'), ADVICE).toBe(`${printSchema(schema)}\n`)
})

test('docs/configuration.md and .env.example', async () => {
  expect(await readFile(join(ROOT, 'docs/configuration.md'), 'utf8'), ADVICE).toBe(configurationPage())
  expect(await readFile(join(ROOT, '.env.example'), 'utf8'), ADVICE).toBe(envExample())
})

test('the generated files of the SDK', async () => {
  const committed = await generated()
  await promisify(execFile)(join(ROOT, 'sdk/node_modules/.bin/graphql-codegen'), ['--config', 'codegen.ts'], {
    cwd: join(ROOT, 'sdk'),
  })
  const now = await generated()
  // Restore the files that were there: a check must not change anything.
  await Promise.all(Object.entries(committed).map(([path, text]) => writeFile(path, text)))
  expect(now, ADVICE).toEqual(committed)
})

async function generated(): Promise<Record<string, string>> {
  const folder = join(ROOT, 'sdk/src/generated')
  const paths = (await readdir(folder)).sort().map((name) => join(folder, name))
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const)),
  )
}
