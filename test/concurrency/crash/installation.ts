// A Latchkey installation with embedded PostgreSQL in its own folder: tests start, kill, restart it

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url))
const DISABLE_LIMITS = new URL('../../support/disable-limits-preload.ts', import.meta.url).href

/** The OS user that runs it. Without a value, the current user. */
export interface Identity {
  readonly uid?: number
  readonly gid?: number
}

export interface Running {
  readonly address: string
  /** The secret that the server printed at start. */
  readonly key: string
}

export class Installation implements AsyncDisposable {
  readonly dataDir: string
  readonly #identity: Identity
  #child: ChildProcess | undefined

  private constructor(dataDir: string, identity: Identity) {
    this.dataDir = dataDir
    this.#identity = identity
  }

  static async create(identity: Identity): Promise<Installation> {
    const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-kill-'))
    const { uid, gid } = identity
    if (uid !== undefined && gid !== undefined) await chown(dataDir, uid, gid)
    return new Installation(dataDir, identity)
  }

  async start(variables: Record<string, string> = {}): Promise<Running> {
    const { PATH = '' } = process.env
    const env = { PATH, DATA_DIR: this.dataDir, PORT: '0', LOG_LEVEL: 'info', ...variables }
    const options = { env, cwd: '/', ...this.#identity }
    const child = spawn(process.execPath, ['--import', DISABLE_LIMITS, program], {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    const lines: string[] = []
    const shown = Promise.withResolvers<Running>()
    const listen = (line: string) => {
      lines.push(line)
      const output = lines.join('\n')
      const address = /^ *API +(\S+)\/graphql$/m.exec(output)?.[1]
      const key = /^ *Key +(\S+)/m.exec(output)?.[1]
      if (address && key) shown.resolve({ address, key })
    }
    createInterface(child.stdout).on('line', listen)
    createInterface(child.stderr).on('line', listen)
    child.on('close', () =>
      shown.reject(new Error(`The server exited before it printed its key:\n${lines.join('\n')}`)),
    )
    return shown.promise
  }

  /** Sends a signal to the server process only. Returns its exit code after it exits. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    if (child === undefined) throw new Error('The server is not running.')
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
    return child.exitCode
  }

  /** Returns the process id of its PostgreSQL, or null if there is none. */
  async postmaster(): Promise<number | null> {
    const file = join(this.dataDir, 'postgres', 'postmaster.pid')
    const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10)
    return Number.isNaN(pid) ? null : pid
  }

  async demoEnv(): Promise<string> {
    return readFile(join(this.dataDir, 'demo.env'), 'utf8')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#child
    if (child !== undefined && child.exitCode === null && child.signalCode === null) await this.end('SIGTERM')
    const left = await this.postmaster()
    if (left !== null) process.kill(left, 'SIGKILL')
    await rm(this.dataDir, { recursive: true, force: true })
  }
}
