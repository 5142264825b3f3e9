// Things that only one file may do.

import { expect, test } from 'vitest'
import { sources } from './source.ts'

const PRODUCT = ['prisma', 'schema', 'server', 'sdk', 'dashboard']

async function filesWith(pattern: RegExp): Promise<string[]> {
  const files = (await Promise.all(PRODUCT.map(sources))).flat()
  return files.filter(({ code }) => pattern.test(code)).map(({ path }) => path)
}

test('only transaction/transaction.ts begins transactions', async () => {
  expect(await filesWith(/\$transaction\b|\bBEGIN\b/)).toEqual(['schema/src/transaction/transaction.ts'])
})

test('only config.ts and command-line tools read environment variables', async () => {
  // Examples are partner programs, which read their own environment.
  const tools = ['prisma/prisma.config.ts', 'prisma/generate.ts', 'dashboard/build.ts']
  const files = (await filesWith(/process\.env\b(?!\.LATCHKEY)|import\.meta\.env\b/)).filter(
    (path) => !path.startsWith('sdk/examples/'),
  )
  expect(files.filter((path) => !tools.includes(path))).toEqual(['server/src/config.ts'])
})

test('only problem.ts contains HTTP status codes of errors', async () => {
  const knowing = (await sources('schema')).filter(({ code }) =>
    /\bstatus\W{1,8}[45]\d\d\b|\[[45]\d\d, /.test(code),
  )
  expect(knowing.map(({ path }) => path)).toEqual(['schema/src/graphql/problem.ts'])
})

test('only secret-format.ts contains secret prefixes', async () => {
  const files = (await Promise.all(['schema', 'server'].map(sources))).flat()
  const knowing = files.filter(
    ({ path, text }) => /'(key_|bft_|lk_p|lk_i)/.test(text) && path !== 'schema/src/keys/secret-format.ts',
  )
  expect(knowing.map(({ path }) => path)).toEqual([])
})

test('no product code writes through the read-only client `db`', async () => {
  const writing = /\bdb\.\w+\.(create|update|upsert|delete)/
  expect(await filesWith(writing)).toEqual([])
})

test('raw SQL through the read-only client `db` is limited to queries', async () => {
  const others = /\bdb\.\$(executeRaw|queryRawUnsafe)|\bdb\.\$queryRaw(<[^`]*>)?`\s*(?!SELECT|WITH)\w/
  expect(await filesWith(others)).toEqual([])
})
