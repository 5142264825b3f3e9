import { defineConfig } from 'vitest/config'

// Node runs the tests as it runs the product: its own modules, its own type stripping.
const experimental = { viteModuleRunner: false }
const common = { experimental, testTimeout: 60_000, hookTimeout: 60_000, globalSetup: 'test/setup.ts' }

// Suites whose weight is a count: few in `test`, and as many as the issues name in `test:all`.
const counted = [
  'test/races/**/*.test.ts',
  'test/counted/**/*.test.ts',
  'test/limits/{redis,guesses}.test.ts',
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
          name: 'all',
          include: counted,
          env: { LATCHKEY_COUNTS: 'all' },
          testTimeout: 600_000,
        },
      },
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
