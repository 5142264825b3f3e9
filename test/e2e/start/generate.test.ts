// The Prisma client is generated when the models have changed, and not otherwise.

import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ROOT } from '../../contracts/source.ts'

test('generates the client once, and again if the models change or a file is missing', {
  timeout: 300_000,
}, async () => {
  // Not in node_modules, where Node does not run TypeScript. Git ignores `dist`.
  await mkdir(join(ROOT, 'test/dist'), { recursive: true })
  const home = await mkdtemp(join(ROOT, 'test/dist/generate-'))
  await using left = new AsyncDisposableStack()
  left.defer(() => rm(home, { recursive: true }))
  const folder = join(home, 'prisma')
  for (const part of ['models', 'generate.ts', 'prisma.config.ts', 'package.json'])
    await cp(join(ROOT, 'prisma', part), join(folder, part), { recursive: true })
  await cp(join(ROOT, 'pnpm-lock.yaml'), join(home, 'pnpm-lock.yaml'))
  await symlink(join(ROOT, 'prisma/node_modules'), join(folder, 'node_modules'))
  const enums = join(folder, 'generated/client/enums.ts')
  const generate = async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(folder, 'generate.ts')])
    expect(stdout + stderr).toBe('')
    return (await stat(enums)).mtimeMs
  }
  const first = await generate()
  expect(await generate()).toBe(first)
  const model = join(folder, 'models/accounts.prisma')
  await writeFile(model, (await readFile(model, 'utf8')).replace('  INVITED\n', '  INVITED\n  AWAITED\n'))
  const second = await generate()
  expect(second).not.toBe(first)
  expect(await readFile(enums, 'utf8')).toContain('AWAITED')
  await rm(join(folder, 'generated/pothos.ts'))
  expect(await generate()).not.toBe(second)

  // An error in the models is reported.
  await writeFile(model, 'model Broken {')
  const failed = promisify(execFile)(process.execPath, [join(folder, 'generate.ts')])
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('prisma generate failed'),
  })
})
