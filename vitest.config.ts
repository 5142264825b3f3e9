import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Programs that tests start load the product faster: Node keeps what it has compiled.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node-compile')

// Node runs the tests as it runs the product: its own modules, its own type stripping.
const experimental = { viteModuleRunner: false }
const common = {
  experimental,
  // Half of the suite's CPU time would go into loading the product anew for each file. Test files share no state but
  // what a module keeps, and what changes a global (fake timers) restores it.
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  globalSetup: 'test/setup.ts',
}

// Suites that repeat a race: `test` repeats a few times, `test:soak` as often as a proof needs.
const repeated = [
  'test/races/**/*.test.ts',
  'test/counted/**/*.test.ts',
  'test/limits/{redis,guesses}.test.ts',
  'test/access/crossings.test.ts',
]

// What can differ between versions of PostgreSQL: migrations, SQL, locks, and one suite for each domain of the API.
const versioned = [
  'test/database/migrate.test.ts',
  'test/contracts/invariants.test.ts',
  'test/races/{revocation,plain-sql,plain-sql-people,stuck,idempotency,owners-in-sql,first-use}.test.ts',
  'test/keys/{create-broker-key,rotate-api-key,idempotency}.test.ts',
  'test/accounts/log-in.test.ts',
  'test/brokers/relationship.test.ts',
  'test/submissions/*.test.ts',
  'test/usage/{counts,writes}.test.ts',
  'test/admin/directory.test.ts',
]

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'test',
          include: ['test/**/*.test.ts'],
          exclude: ['test/contracts/fresh.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          ...common,
          name: 'soak',
          include: repeated,
          env: { LATCHKEY_COUNTS: 'all' },
          testTimeout: 600_000,
        },
      },
      { test: { ...common, name: 'versioned', include: versioned } },
      {
        test: {
          experimental,
          name: 'fresh',
          include: ['test/contracts/fresh.test.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
})
