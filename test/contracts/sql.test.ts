// prisma/sql holds the current text of every view, function and trigger of a migrated database.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createWorld } from '../support/world.ts'
import { ROOT } from './source.ts'

const KINDS = {
  functions: `SELECT proname AS name, pg_get_functiondef(oid) AS text FROM pg_proc
              WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
                SELECT FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e'
              ) ORDER BY 1`,
  views: `SELECT viewname AS name, definition AS text FROM pg_views WHERE schemaname = 'public' ORDER BY 1`,
  triggers: `SELECT c.relname || '.' || t.tgname AS name, pg_get_triggerdef(t.oid) AS text
             FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
             WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
} as const

test.each(Object.entries(KINDS))(
  'the %s of a migrated database equal those of prisma/sql',
  async (kind, query) => {
    await using world = await createWorld()
    const folder = join(ROOT, 'prisma/sql', kind)
    const files = (await readdir(folder)).sort()
    const before = await world.sql(query)
    expect(files).toEqual(before.map(({ name }) => `${name}.sql`).sort())
    for (const file of files) {
      // Test databases replace the clock.
      if (file !== 'app_now.sql') await world.sql(await readFile(join(folder, file), 'utf8'))
    }
    expect(await world.sql(query)).toEqual(before)
  },
)
