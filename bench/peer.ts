// What every peer does around its server: tells where it listens and how much of its core it used, ends with the bench.

import type { Server } from 'node:net'

/** What a peer says first. */
export interface Listening {
  readonly address: string
}

/** What a peer answers whenever it is asked. */
export interface Used {
  /** Microseconds of CPU, of all its threads, since it started. */
  readonly cpu: number
}

/** Serves until the bench goes away. */
export function serveAt(address: string): void {
  // Ctrl-C reaches us as well; the bench answers it, and ends us.
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => process.exit())
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: user + system } satisfies Used)
  })
  // By hand, without a bench, it tells whoever reads.
  if (process.send) process.send({ address } satisfies Listening)
  else console.error(address)
}

export function serve(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const bound = server.address()
    if (bound === null || typeof bound === 'string') throw new Error('No port.')
    serveAt(`http://127.0.0.1:${bound.port}`)
  })
}

/** The database of the bench. */
export function databaseUrl(): string {
  const url = process.env['BENCH_DATABASE_URL']
  if (url === undefined) throw new Error('BENCH_DATABASE_URL is not set.')
  return url
}
