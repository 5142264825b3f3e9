// A root field that the table of who may do what does not name makes no schema.

import { builder } from '@latchkey/schema/builder.ts'
import '@latchkey/schema/schema.ts'
import { expect, test } from 'vitest'

test('a field without a rule is refused when the schema is built', () => {
  builder.queryField('unruled', (t) =>
    t.boolean({ description: 'For anybody, if it came to be.', resolve: () => true }),
  )
  expect(() => builder.toSchema()).toThrow('unruled has no row in the table of auth/permissions.ts.')
})
