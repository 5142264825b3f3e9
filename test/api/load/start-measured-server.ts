// Starts a measured server with a bounded heap, and requests measurements from it.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { MeasuredServerOptions, Measurement } from './measured-server.ts'

const SCRIPT = fileURLToPath(new URL('measured-server.ts', import.meta.url))

export class MeasuredServer implements AsyncDisposable {
  readonly address: string
  readonly #child: ReturnType<typeof fork>

  private constructor(child: ReturnType<typeof fork>, address: string) {
    this.#child = child
    this.address = address
  }

  static async start(options: MeasuredServerOptions, heapMb: number): Promise<MeasuredServer> {
    const execArgv = [`--max-old-space-size=${heapMb}`, '--expose-gc']
    const child = fork(SCRIPT, [JSON.stringify(options)], { execArgv })
    const { address } = await next<{ address: string }>(child)
    return new MeasuredServer(child, address)
  }

  /** Rejects if the process has exited. */
  measure(reference: string | null = null): Promise<Measurement> {
    this.#child.send({ reference }, () => undefined)
    return next<Measurement>(this.#child)
  }

  /** CPU time that the server spends while `run` runs, in milliseconds. */
  async cpuMsOf(run: () => Promise<unknown>): Promise<number> {
    const before = await this.measure()
    await run()
    return (await this.measure()).cpuBeforeMs - before.cpuAfterMs
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.isRunning) return
    this.#child.disconnect()
    await once(this.#child, 'exit')
  }
}

function next<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The server process ended.'))
    child.once('exit', ended)
    child.once('message', (message: T) => {
      child.off('exit', ended)
      resolve(message)
    })
    if (child.exitCode !== null) ended()
  })
}
