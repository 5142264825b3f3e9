// Vitest configuration: the projects `test`, `slow`, `packages`, `soak`, `versioned` and `fresh`.

import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Node caches compiled code, so that programs that tests start load the product faster.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node-compile')

// Run tests with Node's own module loader and type stripping, as in production.
const experimental = { viteModuleRunner: false }
const common = {
  experimental,
  // With isolation, half of the suite's CPU time goes into loading the product again for each file. Test
  // files share no state except module state, and tests that change a global (fake timers) restore it.
  isolate: false,
  // Generous: a machine three times slower, with other work beside it, must pass too.
  testTimeout: 180_000,
  hookTimeout: 180_000,
  // The default is one second, which a slow machine needs for a single statement.
  expect: { poll: { timeout: 120_000 } },
  globalSetup: 'test/support/global-setup.ts',
}

// Suites that start processes, browsers or load, race requests, or wait for timeouts. `test` is the quick rest.
const slow = [
  'test/e2e/{browser,database,start,stories}/**/*.test.ts',
  'test/concurrency/**/*.test.ts',
  'test/api/{cli,load,tenant-isolation,usage}/**/*.test.ts',
  'test/api/auth/bearer-token-expiry.test.ts',
  'test/api/documents/blob-store.test.ts',
  'test/api/graphql/complexity-rows.test.ts',
  'test/api/http/{auth-limits,unauthenticated-load}.test.ts',
  'test/api/mail/mail-queue.test.ts',
  'test/api/rate-limit/{credential-limits,redis-limiter}.test.ts',
  'test/api/transaction/idempotency{,-key}.test.ts',
]

// Suites that repeat a race: `test:slow` repeats a few times, `test:soak` often enough for a reliable result.
const repeated = [
  'test/concurrency/**/*.test.ts',
  'test/api/rate-limit/redis-limiter.test.ts',
  'test/api/rate-limit/login-rate-limiter.test.ts',
  'test/api/tenant-isolation/tenant-isolation.test.ts',
  'test/api/load/uploads.test.ts',
  'test/unit/document-content-cost.test.ts',
  'test/e2e/sdk/faults/faults.test.ts',
]

// Suites that measure times, which need a machine without other work.
const undisturbed = ['test/api/load/response-times.test.ts']

// Suites that `check` runs: they need no database.
const checked = ['test/contracts/fresh.test.ts', 'test/contracts/release.test.ts']

// Suites that can differ between PostgreSQL versions: migrations, SQL, locks, and one suite per API domain.
const versioned = [
  'test/e2e/database/migrate.test.ts',
  'test/contracts/invariants.test.ts',
  'test/concurrency/revocation/key-revocation.test.ts',
  'test/concurrency/revocation/plain-sql-keys.test.ts',
  'test/concurrency/revocation/plain-sql-users.test.ts',
  'test/concurrency/stuck-processes.test.ts',
  'test/concurrency/idempotency.test.ts',
  'test/concurrency/lost-responses.test.ts',
  'test/concurrency/last-owner-sql.test.ts',
  'test/concurrency/first-use.test.ts',
  'test/api/keys/create-broker-key.test.ts',
  'test/api/keys/rotate-api-key.test.ts',
  'test/api/transaction/idempotency-{input,retry}.test.ts',
  'test/api/accounts/log-in.test.ts',
  'test/api/brokers/relationship.test.ts',
  'test/api/submissions/{find-submissions,submit-submission,transitions}.test.ts',
  'test/api/usage/usage-counts.test.ts',
  'test/api/usage/usage-writer.test.ts',
  'test/api/cli/broker-directory.test.ts',
]

export default defineConfig({
  test: {
    reporters: ['default', './test/support/slowest-files.ts'],
    projects: [
      {
        test: {
          ...common,
          name: 'test',
          include: ['test/**/*.test.ts'],
          exclude: [...checked, 'test/packages/**', ...slow, ...undisturbed, '**/node_modules/**'],
        },
      },
      {
        test: {
          ...common,
          name: 'packages',
          include: ['test/packages/**/*.test.ts'],
          // They install packages and start compilers: more than one at a time would be slower.
          maxWorkers: 1,
          testTimeout: 1_200_000,
          hookTimeout: 1_200_000,
          globalSetup: ['test/packages/pack-sdk.ts'],
        },
      },
      { test: { ...common, name: 'slow', include: slow, exclude: undisturbed } },
      {
        test: {
          ...common,
          name: 'soak',
          include: [...repeated, ...undisturbed],
          env: { LATCHKEY_COUNTS: 'all' },
          testTimeout: 600_000,
        },
      },
      { test: { ...common, name: 'versioned', include: versioned } },
      {
        test: {
          experimental,
          name: 'fresh',
          include: checked,
          testTimeout: 120_000,
        },
      },
    ],
  },
})
