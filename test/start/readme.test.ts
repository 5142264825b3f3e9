// The two commands of README.md, as a build server runs them: no terminal, and an npm cache with nothing in it.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ROOT } from '../contracts/source.ts'

async function run(command: string, variables: Record<string, string>) {
  const child = spawn('sh', ['-c', command], {
    cwd: ROOT,
    // All of it: machines without a direct way to the registry say here how they reach it.
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, out, err }
}

test('the commands of README.md run without a terminal and with an empty npm cache', {
  timeout: 300_000,
}, async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
  const [block = ''] = /(?<=^## Two commands$[\s\S]*?^```sh\n)[\s\S]*?(?=^```$)/m.exec(readme) ?? []
  const commands = block
    .trim()
    .split('\n')
    .map((line) => line.replace(/\s+#.*/, ''))
  expect(commands).toEqual(['npx -y pnpm@12 start', 'npx -y pnpm@12 test'])
  const cache = await mkdtemp(join(tmpdir(), 'latchkey-npm-'))
  await using left = new AsyncDisposableStack()
  left.defer(() => rm(cache, { recursive: true, force: true }))
  // Their first step is the same: npx fetches pnpm. The first then shows its help, which starts nothing.
  const [start = '', tests = ''] = commands
  const helped = await run(`${start} --help`, { npm_config_cache: cache })
  expect(helped, helped.err).toMatchObject({ code: 0, out: expect.stringContaining('DATABASE_URL') })
  const asked = await run(tests.replace(/ test$/, ' --version'), { npm_config_cache: cache })
  expect(asked, asked.err).toMatchObject({ code: 0, out: expect.stringMatching(/^12\./) })
})

test('latchkey-admin --json: nothing but the answer, and nothing is generated again', {
  timeout: 300_000,
}, async () => {
  const stamp = join(ROOT, 'prisma/generated/client/client.ts')
  const before = await readFile(stamp, 'utf8')
  const nowhere = { DATABASE_URL: 'postgresql://u:p@127.0.0.1:1/none' }
  const { code, out, err } = await run('npx -y pnpm@12 admin --json funder list', nowhere)
  expect([code, out]).toEqual([1, ''])
  expect(JSON.parse(err)).toMatchObject({ code: 'FAILED', message: expect.stringContaining('DATABASE_URL') })
  expect(await readFile(stamp, 'utf8')).toBe(before)
  expect(await run('npx -y pnpm@12 admin --version', {})).toEqual({ code: 0, out: '0.1.0\n', err: '' })
})
