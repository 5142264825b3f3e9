// The commit-msg hook: Conventional Commits, a subject of at most 72 characters. Its activation by an install.

import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from './source.ts'

const run = promisify(execFile)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-hook-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function checkMessage(message: string): Promise<string> {
  const file = join(folder, 'COMMIT_EDITMSG')
  await writeFile(file, message)
  return run(join(ROOT, '.githooks/commit-msg'), [file]).then(
    () => 'accepted',
    ({ code, stderr }) => `${code}: ${stderr}`,
  )
}

describe('the commit-msg hook', () => {
  test.each([
    'fix: reject a second key',
    'feat(keys)!: rename tiers\n\nBody lines may be as long as they need to be, because only the subject has a limit.',
    'docs(sdk/examples): show the pages of a list',
    '\n# A comment of Git\nchore: update pino\n',
    `test: ${'x'.repeat(66)}`,
    `test: ${'é'.repeat(66)}`,
    "Merge branch 'main' into topic",
    'fixup! fix: reject a second key',
  ])('accepts %j', async (message) => {
    expect(await checkMessage(message)).toBe('accepted')
  })

  test.each([
    'Reject a second key',
    'fix:reject a second key',
    'fix(Keys: reject a second key',
    'Fix: reject a second key',
    'improvement: reject a second key',
    'fix: ',
    '',
  ])('rejects %j', async (message) => {
    expect(await checkMessage(message)).toMatch(/^1: The commit subject must be "type: description"/)
  })

  test('rejects a subject of 73 characters', async () => {
    expect(await checkMessage(`test: ${'é'.repeat(67)}`)).toBe(
      '1: The commit subject has 73 characters. Use at most 72.\n',
    )
  })
})

describe('the activation of the hook', () => {
  const hooksPath = (path: string) =>
    run('git', ['config', '--local', 'core.hooksPath'], { cwd: path }).then(
      ({ stdout }) => stdout.trim(),
      () => null,
    )
  async function checkout(name: string): Promise<string> {
    const path = join(folder, name)
    await mkdir(path, { recursive: true })
    await cp(join(ROOT, '.githooks'), join(path, '.githooks'), { recursive: true })
    return path
  }
  const activate = (path: string, env: NodeJS.ProcessEnv = process.env) =>
    run(process.execPath, [join(path, '.githooks/activate.mjs')], { env })

  test('sets core.hooksPath in a checkout', async () => {
    const path = await checkout('repository')
    await run('git', ['init', '--quiet'], { cwd: path })
    expect(await activate(path)).toEqual({ stdout: '', stderr: '' })
    expect(await hooksPath(path)).toBe('.githooks')
  })

  test('changes nothing in an exported folder inside another repository', async () => {
    const outer = join(folder, 'outer')
    const path = await checkout('outer/inner')
    await run('git', ['init', '--quiet'], { cwd: outer })
    expect(await activate(path)).toEqual({ stdout: '', stderr: '' })
    expect(await hooksPath(outer)).toBeNull()
  })

  test('fails no install without Git', async () => {
    const path = await checkout('without-git')
    await mkdir(join(path, '.git'))
    expect(await activate(path, { PATH: '' })).toEqual({ stdout: '', stderr: '' })
  })
})
