// Shared code around every peer's server: reports address and CPU time, exits with the bench.

import type { Server } from 'node:net'

/** The first message of a peer. */
export interface Listening {
  readonly address: string
}

/** The reply of a peer to each request. */
export interface Used {
  /** Microseconds of CPU of all threads since the start. */
  readonly cpu: number
}

/** Serves until the bench exits. */
export function serveAt(address: string): void {
  // Ctrl-C also reaches this process. The bench handles it and stops this process.
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => process.exit())
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: user + system } satisfies Used)
  })
  // Started by hand without a bench, it prints the address.
  if (process.send) process.send({ address } satisfies Listening)
  else console.error(address)
}

export function serve(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const bound = server.address()
    if (bound === null || typeof bound === 'string') throw new Error('The server has no TCP port.')
    serveAt(`http://127.0.0.1:${bound.port}`)
  })
}

/** The URL of the bench's database. */
export function databaseUrl(): string {
  const url = process.env['BENCH_DATABASE_URL']
  if (url === undefined) throw new Error('BENCH_DATABASE_URL is not set.')
  return url
}
