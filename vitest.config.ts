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
  globalSetup: 'test/support/global-setup.ts',
}

// Suites that repeat a race: `test` repeats a few times, `test:soak` as often as a proof needs.
const repeated = [
  'test/concurrency/**/*.test.ts',
  'test/api/rate-limit/redis-limiter.test.ts',
  'test/api/rate-limit/login-rate-limiter.test.ts',
  'test/api/tenant-isolation/tenant-isolation.test.ts',
]

// What can differ between versions of PostgreSQL: migrations, SQL, locks, and one suite for each domain of the API.
const versioned = [
  'test/e2e/database/migrate.test.ts',
  'test/contracts/invariants.test.ts',
  'test/concurrency/revocation/key-revocation.test.ts',
  'test/concurrency/revocation/plain-sql-keys.test.ts',
  'test/concurrency/revocation/plain-sql-users.test.ts',
  'test/concurrency/stuck-processes.test.ts',
  'test/concurrency/idempotency.test.ts',
  'test/concurrency/last-owner-sql.test.ts',
  'test/concurrency/first-use.test.ts',
  'test/api/keys/create-broker-key.test.ts',
  'test/api/keys/rotate-api-key.test.ts',
  'test/api/transaction/idempotency.test.ts',
  'test/api/accounts/log-in.test.ts',
  'test/api/brokers/relationship.test.ts',
  'test/api/submissions/*.test.ts',
  'test/api/usage/usage-counts.test.ts',
  'test/api/usage/usage-writer.test.ts',
  'test/api/cli/broker-directory.test.ts',
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
