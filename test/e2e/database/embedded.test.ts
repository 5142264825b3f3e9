// The embedded PostgreSQL: first start, settings, network, startup errors.

import { once } from 'node:events'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  folder,
  mode,
  postmaster,
  query,
  recall,
  remember,
  reuseStoppedDatabase,
  start,
} from './embedded-database.ts'

const isLinux = process.platform === 'linux'
const madeFolder = reuseStoppedDatabase()

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

describe('startup errors', { timeout: 60_000 }, () => {
  it('reports a data folder that cannot be written', async () => {
    const file = join(await folder(), 'file')
    await writeFile(file, '')
    await expect(start({ dataDir: join(file, 'data') })).rejects.toThrow(
      /^Latchkey cannot store its data in .+\(ENOTDIR.+ DATA_DIR to another folder, or set DATABASE_URL to a PostgreSQL 15 or newer\.$/,
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
