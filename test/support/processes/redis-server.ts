// A real Redis for one test, from the system package. Tests start, freeze, kill and restart it.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from './free-port.ts'

/** Whether redis-server is installed on this machine. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

export class RedisServer implements AsyncDisposable {
  readonly port: number
  readonly #folder: string
  #child: ChildProcess | undefined

  private constructor(port: number, folder: string) {
    this.port = port
    this.#folder = folder
  }

  static async start(): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-redis-'))
    const redis = new RedisServer(await freePort(), folder)
    await redis.start()
    return redis
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Resolves when Redis accepts connections. Data from before a kill is restored. */
  async start(): Promise<void> {
    const settings = {
      port: String(this.port),
      bind: '127.0.0.1',
      dir: this.#folder,
      save: '',
      appendonly: 'yes',
      appendfsync: 'always',
      'notify-keyspace-events': 'Ex',
    }
    const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
    const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    const lines = createInterface(child.stdout)
    const gone = once(child, 'exit').then(() => Promise.reject(new Error('redis-server exited.')))
    gone.catch(() => undefined)
    const ready = new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        if (line.includes('Ready to accept connections')) resolve()
      })
    })
    await Promise.race([ready, gone])
  }

  freeze(): void {
    this.#child?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#child?.kill('SIGCONT')
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
