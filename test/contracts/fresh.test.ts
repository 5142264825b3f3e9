// What is generated and committed is what would be generated now.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { schema } from '@latchkey/schema/schema.ts'
import { printSchema } from 'graphql'
import { expect, test } from 'vitest'
import { ROOT } from './source.ts'

test('schema.graphql', async () => {
  expect(await readFile(join(ROOT, 'schema/schema.graphql'), 'utf8'), 'run `npx pnpm@12 generate`').toBe(
    `${printSchema(schema)}\n`,
  )
})
