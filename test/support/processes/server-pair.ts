// Two servers as two processes on one database: nothing that one of them remembers can help the other.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { OneServerOptions } from './one-server.ts'

export interface Servers extends AsyncDisposable {
  readonly addresses: readonly string[]
  /** Stops one of them, by its place, in the middle of whatever it does. */
  freeze(index: number): void
  /** Lets it go on as if nothing had been. */
  thaw(index: number): void
  /** What they have logged at the level of errors. */
  readonly errors: readonly string[]
}

const script = fileURLToPath(new URL('one-server.ts', import.meta.url))

/** @param nodeOptions of the processes, such as what is loaded before the server */
export async function startServers(
  count: number,
  options: OneServerOptions,
  nodeOptions: readonly string[] = [],
): Promise<Servers> {
  await using stack = new AsyncDisposableStack()
  const errors: string[] = []
  const started = Array.from({ length: count }, () => {
    const child = spawn(process.execPath, [...nodeOptions, script, JSON.stringify(options)], {
      stdio: 'pipe',
    })
    const gone = once(child, 'exit')
    stack.defer(async () => {
      child.kill('SIGCONT')
      child.stdin.end()
      await gone
    })
    createInterface(child.stderr).on('line', (line) => errors.push(line))
    const said = once(createInterface(child.stdout), 'line').then(([line]) => String(line))
    const failed = gone.then(() => Promise.reject(new Error(`The server went away:\n${errors.join('\n')}`)))
    failed.catch(() => undefined)
    return { child, address: Promise.race([said, failed]) }
  })
  const addresses = await Promise.all(started.map(({ address }) => address))
  const resources = stack.move()
  return {
    addresses,
    freeze: (index) => started[index]?.child.kill('SIGSTOP'),
    thaw: (index) => started[index]?.child.kill('SIGCONT'),
    errors,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}
