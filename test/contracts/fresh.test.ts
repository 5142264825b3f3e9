// Committed generated files match what the generators produce now.

import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { schema } from '@latchkey/schema/schema.ts'
import { withDiagram } from '@latchkey/schema/submissions/transitions.ts'
import { configurationPage, envExample } from '@latchkey/server/print-config.ts'
import { printSchema } from 'graphql'
import { expect, test } from 'vitest'
import { ROOT } from './source.ts'

const ADVICE = 'run `npx -y pnpm@12 generate`'

test('schema.graphql is up to date', async () => {
  expect(await readFile(join(ROOT, 'schema/schema.graphql'), 'utf8'), ADVICE).toBe(`${printSchema(schema)}\n`)
})

test('the transitions in docs/submissions.md are up to date', async () => {
  const page = await readFile(join(ROOT, 'docs/submissions.md'), 'utf8')
  expect(page, ADVICE).toBe(withDiagram(page))
})

test('the copy of the models at the last migration is up to date', async () => {
  const [models, copy] = await Promise.all(['prisma/models', 'prisma/migrations/models'].map(textsIn))
  expect(models, 'run `npx -y pnpm@12 db:new <name>`').toEqual(copy)
})

test('docs/configuration.md and .env.example are up to date', async () => {
  expect(await readFile(join(ROOT, 'docs/configuration.md'), 'utf8'), ADVICE).toBe(configurationPage())
  expect(await readFile(join(ROOT, '.env.example'), 'utf8'), ADVICE).toBe(envExample())
})

test('the generated files of the SDK are up to date', async () => {
  const committed = await generated()
  await promisify(execFile)(join(ROOT, 'sdk/node_modules/.bin/graphql-codegen'), ['--config', 'codegen.ts'], {
    cwd: join(ROOT, 'sdk'),
  })
  const now = await generated()
  // Restore the files that were there: a check must not change anything.
  await Promise.all(Object.entries(committed).map(([path, text]) => writeFile(path, text)))
  expect(now, ADVICE).toEqual(committed)
})

test('the reference of the SDK in docs/sdk is up to date', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-reference-'))
  try {
    await promisify(execFile)(process.execPath, [join(ROOT, 'sdk/reference/generate.ts'), folder])
    expect(await pagesBelow(join(ROOT, 'docs/sdk')), ADVICE).toEqual(await pagesBelow(folder))
  } finally {
    await rm(folder, { recursive: true })
  }
})

/** Content of each Markdown file below a folder, by path. */
async function pagesBelow(folder: string): Promise<Record<string, string>> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.md')).sort()
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const)),
  )
}

async function generated(): Promise<Record<string, string>> {
  const texts = await textsIn('sdk/src/generated')
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [join(ROOT, 'sdk/src/generated', name), text]),
  )
}

/** Content of each file of a folder, by file name. */
async function textsIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(join(ROOT, folder))).sort()
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(ROOT, folder, name), 'utf8')] as const),
    ),
  )
}
