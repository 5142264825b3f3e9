// The SDK's examples and the README's program run as they stand.

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ROOT } from '../contracts/source.ts'
import { createWorld } from '../world.ts'

test('examples/*.ts', async () => {
  await using world = await createWorld()
  await world.directory.add('Bee Line Brokers', 'bee.example')
  const funder = await world.funder()
  const run = async (file: string, secret: string, ...args: string[]) => {
    const env = { ...process.env, LATCHKEY_URL: `${world.url}/graphql`, LATCHKEY_API_KEY: secret }
    return (await promisify(execFile)(process.execPath, [join(ROOT, 'sdk/examples', file), ...args], { env }))
      .stdout
  }
  const given = await run('give-a-broker-a-key.ts', funder.secret, 'sam@bee.example')
  const secret = /bft_[0-9a-f]{48}/.exec(given)?.[0] ?? ''
  expect(given).toContain('Bee Line Brokers')
  expect(await run('submit-an-application.ts', secret)).toMatch(/sub_[0-9a-z]{26}/)
})
