// Building the schema fails if a root field has no row in the permissions table.
// Runs in a separate process because a field added to the builder stays there.

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ROOT } from './source.ts'

const SCRIPT = `
import { builder } from '@latchkey/schema/builder.ts'
import '@latchkey/schema/schema.ts'
builder.queryField('unruled', (t) => t.boolean({ description: 'A field without a rule.', resolve: () => true }))
builder.toSchema()`

test('building the schema fails for a root field without a permission rule', async () => {
  const built = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
    cwd: join(ROOT, 'test'),
  })
  await expect(built).rejects.toThrow('unruled has no row in the table of auth/permissions.ts.')
})
