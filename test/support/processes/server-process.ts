// The server as a program: started as `start` does, read line by line, ended by its id.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ROOT } from '../../contracts/source.ts'

export class Program implements AsyncDisposable {
  readonly #child: ChildProcess
  /** All that it has written so far, to both its outputs. */
  output = ''
  #told: () => void = () => undefined

  constructor(variables: Record<string, string>, ...args: string[]) {
    // On a database of its own it keeps a secret beside it; on another's it is given one, and keeps nothing.
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

  /** Waits until the output matches; answers the first group. Fails if the program ends before. */
  async prints(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.output)
      if (match) return match[1] ?? match[0]
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`It ended without ${pattern}:\n${this.output}`)
      await new Promise<void>((resolve) => {
        this.#told = resolve
      })
    }
  }

  /** Sends a signal, if one is given, and waits for the end; answers the exit code. */
  async ends(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal) this.#child.kill(signal)
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close')
    return this.#child.exitCode
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ends('SIGTERM')
  }
}
