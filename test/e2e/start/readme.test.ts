// The two commands of README.md as in CI: no terminal and an empty npm cache.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ROOT } from '../../contracts/source.ts'

async function run(command: string, variables: Record<string, string>) {
  const child = spawn('sh', ['-c', command], {
    cwd: ROOT,
    // Keep the whole environment: it may contain the proxy settings for the registry.
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, out, err }
}

// A generous limit for the registry: no assertion is about time.
const TIMEOUT_MS = 900_000

/**
 * A separate npx cache, because the shared one holds a lock that other npx runs on this machine would wait
 * for.
 */
async function emptyCache(): Promise<{ npm_config_cache: string } & AsyncDisposable> {
  const cache = await mkdtemp(join(tmpdir(), 'latchkey-npm-'))
  return {
    npm_config_cache: cache,
    [Symbol.asyncDispose]: () => rm(cache, { recursive: true, force: true }),
  }
}

test('the commands of README.md run without a terminal and with an empty npm cache', {
  timeout: TIMEOUT_MS,
}, async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
  const [block = ''] = /(?<=^## Two commands$[\s\S]*?^```sh\n)[\s\S]*?(?=^```$)/m.exec(readme) ?? []
  const commands = block
    .trim()
    .split('\n')
    .map((line) => line.replace(/\s+#.*/, ''))
  expect(commands).toEqual(['npx -y pnpm@12 start', 'npx -y pnpm@12 test'])
  await using cache = await emptyCache()
  const { npm_config_cache } = cache
  // Both commands first make npx fetch pnpm. The first one then shows its help, which starts nothing.
  const [start = '', tests = ''] = commands
  const helped = await run(`${start} --help`, { npm_config_cache })
  expect(helped, helped.err).toMatchObject({ code: 0, out: expect.stringContaining('DATABASE_URL') })
  const version = await run(tests.replace(/ test$/, ' --version'), { npm_config_cache })
  expect(version, version.err).toMatchObject({ code: 0, out: expect.stringMatching(/^12\./) })

  // latchkey-admin --json prints only the result, and does not generate the client again.
  const client = join(ROOT, 'prisma/generated/client/client.ts')
  // The same models give the same text, so only the time of the last change shows that nothing was written.
  const before = (await stat(client)).mtimeMs
  const nowhere = { npm_config_cache, DATABASE_URL: 'postgresql://u:p@127.0.0.1:1/none' }
  const { code, out, err } = await run('npx -y pnpm@12 admin --json funder list', nowhere)
  expect([code, out]).toEqual([1, ''])
  expect(JSON.parse(err)).toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('DATABASE_URL'),
  })
  expect((await stat(client)).mtimeMs).toBe(before)
  const admin = await run('npx -y pnpm@12 admin --version', { npm_config_cache })
  expect(admin).toEqual({ code: 0, out: '0.1.0\n', err: '' })
})
