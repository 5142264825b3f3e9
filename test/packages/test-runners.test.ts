// The packed SDK in the test runners of partners: jest, and vitest with jsdom.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { cleanFolder } from './clean-folder.ts'
import { callLatchkey, EXPECTED } from './partner-program.ts'
import { type Server, startServer } from './server.ts'

let server: Server

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server?.[Symbol.asyncDispose]())

const partnerTest = `${callLatchkey}
test('the SDK calls the server', async () => {
  const { LATCHKEY_API_KEY, LATCHKEY_URL } = process.env
  const result = await callLatchkey({ Latchkey, LatchkeyError }, LATCHKEY_API_KEY, LATCHKEY_URL)
  expect(result).toEqual(${JSON.stringify(EXPECTED)})
})`

test('jest requires it in a CommonJS project', async () => {
  await using folder = await cleanFolder({
    packages: ['jest@30'],
    type: 'commonjs',
    files: {
      'jest.config.json': JSON.stringify({ transform: {} }),
      'sdk.test.js': `const { Latchkey, LatchkeyError } = require('@latchkey/sdk')\n${partnerTest}`,
    },
  })
  const report = JSON.parse(await folder.run('jest', ['--json'], server.env))
  expect(report).toMatchObject({ numPassedTests: 1, numFailedTests: 0 })
})

test('vitest imports it in a test with jsdom', async () => {
  await using folder = await cleanFolder({
    packages: ['vitest', 'jsdom'],
    files: {
      'sdk.test.mjs': `import { expect, test } from 'vitest'
import { Latchkey, LatchkeyError } from '@latchkey/sdk'
${partnerTest}
test('the environment is that of a page', () => expect(typeof document.body).toBe('object'))`,
    },
  })
  const printed = await folder.run('vitest', ['run', '--environment', 'jsdom'], server.env)
  expect(printed).toMatch(/Tests +2 passed/)
})
