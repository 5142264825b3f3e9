// A bench process: starts on its core, answers one request at a time, and is stopped by its pid.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export class Child implements AsyncDisposable {
  readonly #name: string
  readonly #process: ChildProcess
  readonly #gone: Promise<never>

  private constructor(name: string, process: ChildProcess) {
    this.#name = name
    this.#process = process
    this.#gone = new Promise((_resolve, reject) => {
      process.once('error', reject)
      process.once('exit', (code, signal) =>
        reject(new Error(`${name} exited (${signal ?? `exit code ${code}`}).`)),
      )
    })
    // The code that waits for a message handles the error.
    this.#gone.catch(() => undefined)
  }

  /** `words`: a command prefix. Standard output is dropped; messages use an IPC channel. */
  static start(
    words: readonly string[],
    { file, env = {}, signal }: { file: string; env?: Readonly<Record<string, string>>; signal: AbortSignal },
  ): Child {
    signal.throwIfAborted()
    const [command, ...args] = [...words, process.execPath, file] as const
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Same as a server started by `start`, whatever the environment of the bench has set.
      env: { ...process.env, NODE_ENV: undefined, ...env },
      signal,
    })
    return new Child(file.split('/').at(-1) ?? file, child)
  }

  /** Waits for the next message. */
  async hear<T>(): Promise<T> {
    const heard = new Promise<T>((resolve) => this.#process.once('message', (message: T) => resolve(message)))
    return Promise.race([heard, this.#gone])
  }

  ask<T>(question: object): Promise<T> {
    if (!this.#process.connected)
      return Promise.reject(new Error(`${this.#name} has closed its IPC channel.`))
    const answer = this.hear<T>()
    this.#process.send(question)
    return answer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode } = this.#process
    if (exitCode !== null || signalCode !== null || this.#process.pid === undefined) return
    const exited = once(this.#process, 'exit')
    // Peers and generator exit when their channel closes, also when the bench is killed.
    if (this.#process.connected) this.#process.disconnect()
    const tooLong = setTimeout(() => this.#process.kill('SIGKILL'), 5_000)
    await exited.catch(() => undefined)
    clearTimeout(tooLong)
  }
}
