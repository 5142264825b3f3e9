// The embedded PostgreSQL after a crash, with two servers on one DATA_DIR, and `findEmbedded`.

import { cp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findEmbedded, startEmbedded } from '@latchkey/prisma'
import { describe, expect, it } from 'vitest'
import {
  folder,
  postmaster,
  recall,
  remember,
  reuseStoppedDatabase,
  start,
  startInChild,
} from './embedded-database.ts'

const inUse =
  /^Another Latchkey server is already running on the data in .+\. Stop it, or set DATA_DIR to another folder for this one\.$/
const madeFolder = reuseStoppedDatabase()

describe('after a crash', { timeout: 60_000 }, () => {
  it('of the parent process group, the next start reuses the running PostgreSQL', async () => {
    const dataDir = await madeFolder()
    const parent = startInChild({ dataDir })
    const left = await parent.started
    await remember(left, 'before the kill')
    await parent.kill()
    const again = await start({ dataDir })
    expect(again).toMatchObject({ url: left.url, found: true })
    expect(await recall(again)).toContain('before the kill')
    await again.stop()
    expect(await start({ dataDir })).toMatchObject({ url: left.url, found: false })
  })

  it('of PostgreSQL, the parent survives and the next start recovers committed data', async () => {
    const dataDir = await madeFolder()
    const database = await start({ dataDir })
    await remember(database, 'committed')
    process.kill(await postmaster(dataDir), 'SIGKILL')
    const again = await start({ dataDir })
    expect(again.found).toBe(false)
    expect(await recall(again)).toContain('committed')
    await database.stop()
  })

  it('of both, a reused process id does not prevent the next start', async () => {
    const dataDir = await madeFolder()
    const database = await start({ dataDir })
    const trace = join(dataDir, 'postgres', 'postmaster.pid')
    const [, ...rest] = (await readFile(trace, 'utf8')).split('\n')
    await remember(database, 'kept')
    await database.stop()
    await writeFile(trace, [process.pid, ...rest].join('\n'), { mode: 0o600 })
    const again = await start({ dataDir })
    expect(again.found).toBe(false)
    expect(await recall(again)).toContain('kept')
  })

  it('during the first start, the next start begins from scratch and cleans up', async () => {
    const dataDir = await folder()
    const parent = startInChild({ dataDir })
    await parent.making
    // initdb has started, and the cluster is far from complete.
    await expect.poll(() => hasBegun(dataDir), { interval: 5, timeout: 10_000 }).toBe(true)
    await parent.kill()
    expect(await readdir(dataDir)).not.toContain('postgres')
    const database = await start({ dataDir })
    await remember(database, 'alive')
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres-password', 'postgres.log'])
  })
})

describe('two servers on the same data folder', { timeout: 60_000 }, () => {
  it('the second fails with advice, and the first continues to run', async () => {
    const dataDir = await madeFolder()
    const database = await start({ dataDir })
    await remember(database, 'still here')
    const others = await Promise.allSettled([start({ dataDir }), startInChild({ dataDir }).started])
    for (const other of others)
      expect(other).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(inUse) } })
    expect(await recall(database)).toContain('still here')
  })

  it('when both start on an empty folder, one succeeds and the other fails with a clear error', async () => {
    const dataDir = await folder()
    const both = await Promise.allSettled([
      startInChild({ dataDir }).started,
      startInChild({ dataDir }).started,
    ])
    const won = both.filter((one) => one.status === 'fulfilled')
    const lost = both.filter((one) => one.status === 'rejected')
    expect([won.length, lost.length]).toEqual([1, 1])
    expect(lost[0]?.reason).toMatchObject({ message: expect.stringMatching(inUse) })
    const owner = won[0]?.value
    await remember(owner ?? { url: '' }, 'one of us')
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres-password', 'postgres.log'])
  })

  it('a copy of the folder is a separate database, even while the original runs', async () => {
    const original = await madeFolder()
    const database = await start({ dataDir: original })
    await remember(database, 'both')
    await database.stop()
    const copy = join(await folder(), 'copy')
    await cp(original, copy, { recursive: true })
    const running = await start({ dataDir: original })
    await remember(running, 'only the original')
    const trace = join('postgres', 'postmaster.pid')
    await cp(join(original, trace), join(copy, trace))
    const other = await start({ dataDir: copy })
    expect(other.found).toBe(false)
    const words = await recall(other)
    expect(words).toContain('both')
    expect(words).not.toContain('only the original')
  })
})

describe('findEmbedded', { timeout: 60_000 }, () => {
  it('creates nothing if there is no database', async () => {
    const nowhere = join(await folder(), 'nowhere')
    expect(await findEmbedded(nowhere)).toEqual({ state: 'none' })
    const empty = await folder()
    expect(await findEmbedded(empty)).toEqual({ state: 'none' })
    expect(await readdir(empty)).toEqual([])
    await expect(stat(nowhere)).rejects.toThrow('ENOENT')
  })

  it('reports whether the database runs, without taking it over', async () => {
    const dataDir = await madeFolder()
    expect(await findEmbedded(dataDir)).toEqual({ state: 'stopped' })
    const database = await start({ dataDir })
    const found = await findEmbedded(dataDir)
    expect(found).toEqual({ state: 'running', url: database.url })
    await remember(database, 'seen from beside')
    await expect(startEmbedded({ dataDir })).rejects.toThrow(inUse)
    expect(await recall(database)).toContain('seen from beside')
    await database.stop()
    expect(await findEmbedded(dataDir)).toEqual({ state: 'stopped' })
  })
})

async function hasBegun(dataDir: string): Promise<boolean> {
  const names = await readdir(dataDir, { recursive: true })
  return names.some((name) => /^postgres\.new-\w+\/base\/1\/\d+$/.test(name))
}
