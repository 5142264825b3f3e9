// A real clamd for one test file, from the system package, with one signature of the test's own.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'

const PROGRAM = ['clamd', '/usr/sbin/clamd'].find((path) => spawnSync(path, ['--version']).status === 0)

/** Whether clamd is installed on this machine. */
export const hasClamd = PROGRAM !== undefined

/** Bytes that the scanner takes for a virus. */
export const VIRUS = 'latchkey test virus 8f1c'

export class ClamdServer implements AsyncDisposable {
  readonly address: string
  readonly #folder: string
  readonly #port: number
  #child: ChildProcess | undefined

  private constructor(folder: string, port: number) {
    this.#folder = folder
    this.#port = port
    this.address = `127.0.0.1:${port}`
  }

  static async start(): Promise<ClamdServer> {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-clamd-'))
    const server = new ClamdServer(folder, await freePort())
    const signature = `Latchkey.Test:0:*:${Buffer.from(VIRUS).toString('hex')}\n`
    await writeFile(join(folder, 'test.ndb'), signature)
    const settings = [
      'Foreground yes',
      `TCPSocket ${server.#port}`,
      'TCPAddr 127.0.0.1',
      `DatabaseDirectory ${folder}`,
      'StreamMaxLength 30M',
    ]
    await writeFile(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`)
    await server.start()
    return server
  }

  /** Resolves when clamd answers. */
  async start(): Promise<void> {
    const child = spawn(PROGRAM ?? 'clamd', ['--config-file', join(this.#folder, 'clamd.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.#child = child
    while (!(await answers(this.#port))) {
      if (child.exitCode !== null) throw new Error(`clamd ended: ${await child.stderr.toArray()}`)
      await pause(50)
    }
  }

  async stop(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('zPING\0'))
    socket.once('data', (reply) => {
      socket.destroy()
      resolve(reply.toString().startsWith('PONG'))
    })
    socket.once('error', () => resolve(false))
  })
}
