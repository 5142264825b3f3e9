// The changesets of the SDK ask for the kind of version that the changes of the schema need.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BUMPS, type Bump, requiredBump } from '@latchkey/sdk/build/schema-changes.ts'
import { describe, expect, test } from 'vitest'
import { ROOT } from './source.ts'

const read = (path: string) => readFile(join(ROOT, path), 'utf8')

/** The highest bump that a changeset asks for. */
async function declaredBump(): Promise<Bump> {
  const names = (await readdir(join(ROOT, '.changeset'))).filter((name) => name.endsWith('.md'))
  const texts = await Promise.all(names.map((name) => read(join('.changeset', name))))
  const kinds = new Set(
    texts.map((text) => /^---\n[\s\S]*?'@latchkey\/sdk': (\w+)\n[\s\S]*?---/.exec(text)?.[1]),
  )
  return BUMPS.findLast((bump) => kinds.has(bump)) ?? 'none'
}

test('the changesets ask for a version that allows the changes of the schema since the last release', async () => {
  const { version } = JSON.parse(await read('sdk/package.json'))
  const schemas = [await read('sdk/released.graphql'), await read('schema/schema.graphql')] as const
  const { bump, changes } = await requiredBump(...schemas, version)
  const declared = await declaredBump()
  expect(
    BUMPS.indexOf(declared) >= BUMPS.indexOf(bump),
    `The changesets ask for ${declared}, but the schema needs ${bump}. Run \`npx -y pnpm@12 changeset\`.\n${changes.join('\n')}`,
  ).toBe(true)
})

describe('requiredBump', () => {
  const schema = (fields: string) => `type Query { ${fields} }`
  test.each([
    ['a removed field', 'a: Int b: Int', 'a: Int', 'major', 'minor'],
    ['a field of another type', 'a: Int', 'a: String', 'major', 'minor'],
    ['a new required argument', 'a: Int', 'a(b: Int!): Int', 'major', 'minor'],
    ['a new field', 'a: Int', 'a: Int b: Int', 'minor', 'patch'],
    ['a new description', 'a: Int', '"A number." a: Int', 'none', 'none'],
    ['nothing', 'a: Int', 'a: Int', 'none', 'none'],
  ])('%s', async (_change, before, after, since1, before1) => {
    expect(await requiredBump(schema(before), schema(after), '1.2.0')).toMatchObject({ bump: since1 })
    expect(await requiredBump(schema(before), schema(after), '0.2.0')).toMatchObject({ bump: before1 })
  })

  test('names the changes that break callers', async () => {
    const { changes } = await requiredBump(schema('a: Int b: Int c: Int'), schema('a: Int d: Int'), '1.0.0')
    expect(changes).toEqual([
      "Field 'b' was removed from object type 'Query'",
      "Field 'c' was removed from object type 'Query'",
    ])
  })
})
