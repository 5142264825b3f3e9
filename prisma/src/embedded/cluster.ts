// Files of an embedded PostgreSQL on disk: cluster, password and log. Used by embedded.ts.

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { constants } from 'node:fs'
import {
  access,
  chown,
  lchown,
  link,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'

/** Paths of one cluster. */
export interface Cluster {
  /** The data folder as the user passed it, for messages. */
  readonly folder: string
  /** The data folder with symbolic links resolved. */
  readonly home: string
  /** PostgreSQL's data directory. */
  readonly path: string
  readonly passwordFile: string
  readonly log: string
}

const unfinished = 'postgres.new-'

/** Creates the data folder if it is missing, and checks that it is writable. */
export async function openCluster(folder: string): Promise<Cluster> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Error(
      `Latchkey cannot store its data in ${folder} (${why}). Set DATA_DIR to another folder, ` +
        'or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    )
  }
  return clusterIn(folder, await realpath(folder))
}

/** Returns the cluster that exists in a folder, or null. Creates nothing. */
export async function findCluster(folder: string): Promise<Cluster | null> {
  const home = await realpath(folder).catch(() => null)
  if (home === null) return null
  const cluster = clusterIn(folder, home)
  return (await isMade(cluster)) ? cluster : null
}

function clusterIn(folder: string, home: string): Cluster {
  return {
    folder,
    home,
    path: join(home, 'postgres'),
    passwordFile: join(home, 'postgres-password'),
    log: join(home, 'postgres.log'),
  }
}

/** Creates the cluster if it is missing, and gives its files to the user that will run PostgreSQL. */
export async function prepareCluster(
  cluster: Cluster,
  binaries: Binaries,
  progress?: (line: string) => void,
): Promise<void> {
  if (await isMade(cluster)) return changeOwner(cluster, binaries.owner)
  progress?.(`Creating an embedded PostgreSQL in ${cluster.folder} (first start only)`)
  await keepPassword(cluster)
  await chown(cluster.passwordFile, binaries.owner.uid, binaries.owner.gid)

  // Create it under a temporary name and rename it when complete, so that an interruption never leaves a
  // partial cluster.
  const fresh = await mkdtemp(join(cluster.home, unfinished))
  const logged = await logSize(cluster)
  const [password, log] = [await open(cluster.passwordFile), await open(cluster.log, 'a', 0o600)]
  try {
    await chown(fresh, binaries.owner.uid, binaries.owner.gid)
    const { file, args, options } = binaries.command('initdb', fresh, [
      '--username=latchkey',
      // Passed as an open file: initdb's user may be unable to open the password file by its path.
      '--pwfile=/dev/stdin',
      '--no-instructions',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ])
    const child = spawn(file, args, { ...options, stdio: [password.fd, log.fd, log.fd] })
    await once(child, 'exit')
    if (child.exitCode !== 0) throw new Error(`initdb failed.${await logTail(cluster, logged)}`)
    await rename(fresh, cluster.path)
    const home = await open(cluster.home)
    await home.sync().finally(() => home.close())
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    // A parallel start may have been faster. Its owner then deletes our unfinished cluster while we use it.
    if (await isMade(cluster)) return changeOwner(cluster, binaries.owner)
    throw new Error(
      `PostgreSQL could not be created in ${cluster.folder}: ${error instanceof Error ? error.message : error}`,
      {
        cause: error,
      },
    )
  } finally {
    await password.close()
    await log.close()
  }
}

/**
 * Removes files that interrupted starts left behind. Only the owner of the cluster may call it, because it
 * also removes the files of starts that are still running.
 */
export async function sweepCluster(cluster: Cluster): Promise<void> {
  for (const name of await readdir(cluster.home)) {
    if (name.startsWith(unfinished))
      // Another process may still be writing to it. In that case the next start removes it.
      await rm(join(cluster.home, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

/** Reads the password of the only user of the cluster. */
export async function readPassword(cluster: Cluster): Promise<string> {
  try {
    return (await readFile(cluster.passwordFile, 'utf8')).trim()
  } catch (cause) {
    throw new Error(
      `${cluster.passwordFile} cannot be read. The database in ${cluster.path} needs it: restore the file.`,
      {
        cause,
      },
    )
  }
}

/** Current size of the log in bytes. */
export async function logSize(cluster: Cluster): Promise<number> {
  return (await stat(cluster.log).catch(() => undefined))?.size ?? 0
}

/** The last lines logged after the position `since`, for an error message. */
export async function logTail(cluster: Cluster, since: number): Promise<string> {
  const lines = (await readFile(cluster.log)).subarray(since).toString('utf8').trimEnd().split('\n')
  return `\n${lines.slice(-12).join('\n')}\n(${cluster.log})`
}

async function isMade(cluster: Cluster): Promise<boolean> {
  try {
    await stat(join(cluster.path, 'PG_VERSION'))
    return true
  } catch (error) {
    // A file that we may not read belongs to another user, but it exists.
    return codeOf(error) !== 'ENOENT'
  }
}

async function keepPassword(cluster: Cluster): Promise<void> {
  const draft = `${cluster.passwordFile}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true })
  try {
    // link() is atomic and fails if the file exists, so parallel starts agree on one password.
    await link(draft, cluster.passwordFile)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function changeOwner(cluster: Cluster, owner: Binaries['owner']): Promise<void> {
  const { uid } = await stat(cluster.path)
  if (uid === owner.uid) return
  if (process.getuid?.() !== 0)
    throw new Error(
      `The database in ${cluster.path} belongs to another user (${uid}). Start Latchkey as that user, ` +
        'or set DATA_DIR to another folder.',
    )
  for (const entry of await readdir(cluster.path, { recursive: true, withFileTypes: true }))
    await lchown(join(entry.parentPath, entry.name), owner.uid, owner.gid)
  // Last, because the owner of this folder tells the next start whether the change was completed.
  await chown(cluster.path, owner.uid, owner.gid)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
