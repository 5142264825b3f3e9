// Each mutation has a file with its name, declares its problems, and has a test that shows each.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PROBLEMS } from '@latchkey/schema/graphql/problem.ts'
import { schema } from '@latchkey/schema/schema.ts'
import { expect, test } from 'vitest'
import { ROOT, sources, withoutComments } from './source.ts'

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
const files = await sources('schema/src')

function fileOf(mutation: string): string {
  const name = `/${mutation.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`
  return files.find(({ path }) => path.endsWith(name))?.path ?? `no file${name}`
}

test('the schema has mutations', () => {
  expect(mutations.length).toBeGreaterThan(2)
})

test.each(mutations)('$name', async ({ name, extensions, args }) => {
  const path = fileOf(name)
  const text = files.find((file) => file.path === path)?.text ?? ''
  expect(text).toContain(`mutationField('${name}'`)
  expect(args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([
    `input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`,
  ])

  const problems = extensions['problems'] as string[]
  for (const code of problems) expect(Object.keys(PROBLEMS)).toContain(code)

  const testPath = path.replace(/^schema\/src\/(\w+)\/(?:.*\/)?([^/]+)\.ts$/, 'test/api/$1/$2.test.ts')
  expect(existsSync(join(ROOT, testPath)), `${testPath} is missing`).toBe(true)
  const tested = withoutComments(await readFile(join(ROOT, testPath), 'utf8'))
  for (const code of problems)
    expect(tested, `${testPath} does not mention ${code}`).toMatch(new RegExp(`\\b${code}\\b`))
})

test('every error code is used', async () => {
  const texts = [...files, ...(await sources('server/src'))].filter(
    ({ path }) => path !== 'schema/src/graphql/problem.ts',
  )
  for (const code of Object.keys(PROBLEMS)) {
    expect(
      texts.some(({ text }) => text.includes(`'${code}'`)),
      `${code} is not used`,
    ).toBe(true)
  }
})
