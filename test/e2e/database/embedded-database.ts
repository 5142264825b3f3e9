// Starts embedded databases, here and in child processes, and reads them. For embedded*.test.ts.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from '@latchkey/prisma'
import pg from 'pg'
import { afterAll, onTestFinished } from 'vitest'

/** The sources of the package that starts PostgreSQL. */
export const sources = fileURLToPath(new URL('../../../prisma/src/', import.meta.url))

/** A folder for one test. mkdtemp creates it with mode 0700. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'latchkey-embedded-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

/**
 * Returns a function that returns a folder with a stopped database, for all tests of a file that don't test its
 * creation, which takes a second.
 */
export function reuseStoppedDatabase(): () => Promise<string> {
  let made: Promise<string> | undefined
  afterAll(async () => {
    if (made !== undefined) await rm(await made, { recursive: true })
  })
  return () => {
    made ??= (async () => {
      const path = await mkdtemp(join(tmpdir(), 'latchkey-embedded-'))
      await (await startEmbedded({ dataDir: path })).stop()
      return path
    })()
    return made
  }
}

export async function start(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
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
export function startInChild(
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

export async function query(
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

export async function remember(database: { url: string }, word: string): Promise<void> {
  await query(database, 'CREATE TABLE IF NOT EXISTS memory (word text PRIMARY KEY)')
  await query(database, 'INSERT INTO memory VALUES ($1)', [word])
}

export async function recall(database: { url: string }): Promise<string[]> {
  const rows = await query(database, 'SELECT word FROM memory ORDER BY word')
  return rows.map(({ word }) => String(word))
}

export async function postmaster(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

export async function mode(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8)
}
