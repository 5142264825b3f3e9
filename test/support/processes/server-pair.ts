// Two servers in two processes on one database, so that neither can rely on the other's memory.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { OneServerOptions } from './one-server.ts'

export interface Servers extends AsyncDisposable {
  readonly addresses: readonly string[]
  /** Stops the server at this index (SIGSTOP), whatever it is doing. */
  freeze(index: number): void
  /** Resumes a frozen server. */
  thaw(index: number): void
  /** The lines that both servers logged at level error. */
  readonly errors: readonly string[]
}

const script = fileURLToPath(new URL('one-server.ts', import.meta.url))

/** @param nodeOptions Node options of the processes, for example a preload */
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
    const failed = gone.then(() => Promise.reject(new Error(`The server exited:\n${errors.join('\n')}`)))
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
