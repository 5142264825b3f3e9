// The SDK's examples and the README's program run unchanged.

import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ROOT } from '../../contracts/source.ts'
import { createWorld } from '../../support/world.ts'

test('examples/*.ts', async () => {
  await using world = await createWorld()
  await world.directory.add('Bee Line Brokers', 'bee.example')
  const funder = await world.funder()
  const run = async (file: string, secret: string, ...args: string[]) => {
    const env = { ...process.env, LATCHKEY_URL: `${world.url}/graphql`, LATCHKEY_API_KEY: secret }
    return (await promisify(execFile)(process.execPath, [join(ROOT, 'sdk/examples', file), ...args], { env }))
      .stdout
  }
  const given = await run('create-broker-key.ts', funder.secret, 'sam@bee.example')
  const secret = /bft_[0-9a-f]{48}/.exec(given)?.[0] ?? ''
  expect(given).toContain('Bee Line Brokers')
  expect(await run('create-submission.ts', secret)).toMatch(/sub_[0-9a-z]{26}/)

  const id = /apk_[0-9a-z]{26}/.exec(given)?.[0] ?? ''
  const rotated = await run('rotate-key.ts', funder.secret, id)
  const fresh = /bft_[0-9a-f]{48}/.exec(rotated)?.[0] ?? ''
  expect(rotated).toMatch(/ PENDING {2}not used yet\n.* CURRENT /)
  await run('create-submission.ts', fresh)
  await world.flushUsage()
  const watched = await run('rotate-key.ts', funder.secret, id)
  expect(watched).toMatch(
    /^A rotation is in progress\.\n.* CURRENT .*\n.* RETIRING {2}last used .* accepted until .*\n$/,
  )
  await world.sql("UPDATE secret_use SET used_at = used_at - interval '2 days'")
  expect(await run('rotate-key.ts', funder.secret, id)).toContain('Finished')
  await expect(run('create-submission.ts', secret)).rejects.toThrow('API_KEY_INVALID')
})

test('the 15-line example in the README runs', async () => {
  await using world = await createWorld()
  await world.directory.add('Juniper Lane Lending', 'juniper.example')
  const funder = await world.funder()
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
  const program = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  expect(program.trim().split('\n')).toHaveLength(15)
  // A folder from which the SDK resolves, as in a project that installed it.
  const file = join(ROOT, `test/.readme-${process.pid}.ts`)
  await writeFile(file, program)
  try {
    const env = { ...process.env, LATCHKEY_URL: `${world.url}/graphql`, LATCHKEY_API_KEY: funder.secret }
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env })
    expect(stdout).toBe('Corner Bakery, new oven DRAFT\nAPI_KEY_INVALID\n')
  } finally {
    await rm(file)
  }
})
