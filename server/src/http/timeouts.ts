// TIMEOUTS (milliseconds), withDeadline. Used by server.ts, main.ts and /graphql.

import { Problem } from '@latchkey/schema/graphql/problem.ts'

export interface Timeouts {
  /**
   * Idle time of a connection between two requests. Must be longer than the idle timeout of a load balancer,
   * which would otherwise reuse a closed connection.
   */
  readonly keepAlive: number
  /**
   * Time to receive the headers. Longer than `keepAlive`, because some Node versions count the idle time too.
   */
  readonly headers: number
  /** Time to receive the whole request. Longer than `headers`, because Node uses the longer of the two. */
  readonly request: number
  /** Time without reads and writes on a connection. Longer than `execution`. */
  readonly idle: number
  /** Time to execute a document. Longer than PostgreSQL's statement timeout (prisma/src/client.ts). */
  readonly execution: number
}

export const TIMEOUTS: Timeouts = { ...keptAlive(75), idle: 60_000, execution: 25_000 }

/** Returns the timeouts that depend on KEEP_ALIVE_SECONDS. */
export function keptAlive(seconds: number): Pick<Timeouts, 'keepAlive' | 'headers' | 'request'> {
  const keepAlive = seconds * 1_000
  return { keepAlive, headers: keepAlive + 5_000, request: keepAlive + 15_000 }
}

/** Returns how often Node checks for timed-out requests, in milliseconds. Node's default is 30 s. */
export function connectionCheckInterval({ headers, request }: Timeouts): number {
  return Math.min(5_000, Math.ceil(Math.min(headers, request) / 5))
}

/**
 * Resolves with the result of `work`. After `ms` milliseconds it calls `onLate` and rejects with UNAVAILABLE;
 * `work` continues, but its result is ignored.
 */
export function withDeadline<T>(ms: number, work: PromiseLike<T>, onLate: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      onLate()
      reject(
        new Problem(
          'UNAVAILABLE',
          'The request timed out. If it changes data, check whether it took effect before you retry; otherwise, request fewer fields or smaller pages.',
        ),
      )
    }, ms)
    const settle = () => clearTimeout(timer)
    work.then(
      (answer) => {
        settle()
        resolve(answer)
      },
      (error) => {
        settle()
        reject(error)
      },
    )
  })
}
