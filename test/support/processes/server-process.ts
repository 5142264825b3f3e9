// The server as a process: started like `start`, output read line by line, stopped by process id.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ROOT } from '../../contracts/source.ts'

export class Program implements AsyncDisposable {
  readonly #child: ChildProcess
  /** Everything that the process wrote so far to stdout and stderr. */
  output = ''
  #told: () => void = () => undefined

  constructor(variables: Record<string, string>, ...args: string[]) {
    // With its own database, the server stores its auth secret next to it. With an external database, it gets
    // the secret from the environment and stores nothing.
    const given =
      variables['DATABASE_URL'] === undefined ? {} : { AUTH_SECRET: 'the same for all servers of a test' }
    const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
    const env = { PATH, HOME, NODE_COMPILE_CACHE, PORT: '0', ...given, ...variables }
    this.#child = spawn(process.execPath, [join(ROOT, 'server/src/main.ts'), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk
        this.#told()
      })
    }
    this.#child.on('close', () => this.#told())
  }

  /** Waits until the output matches. Returns the first group. Fails if the process exits before that. */
  async prints(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.output)
      if (match) return match[1] ?? match[0]
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`The process exited before it printed ${pattern}:\n${this.output}`)
      await new Promise<void>((resolve) => {
        this.#told = resolve
      })
    }
  }

  /** Sends a signal, if there is one, and waits for the exit. Returns the exit code. */
  async ends(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal) this.#child.kill(signal)
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close')
    return this.#child.exitCode
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ends('SIGTERM')
  }
}
