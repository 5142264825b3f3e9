// How long things may take, in milliseconds, and how a request that takes longer is answered.

import { Problem } from '@latchkey/schema/graphql/problem.ts'

export interface Timeouts {
  /** Of a connection between two requests: longer than load balancers keep theirs, or they reuse one that is closed. */
  readonly keepAlive: number
  /** Until the headers of a request are here: longer than `keepAlive`, of which some versions of Node make it a part. */
  readonly headers: number
  /** Until the whole request is here: longer than `headers`, for Node uses the longer of the two. */
  readonly request: number
  /** Of a connection on which nothing is read or written: longer than an execution. */
  readonly idle: number
  /** Until a document is answered: longer than PostgreSQL gives a statement (prisma/src/client.ts). */
  readonly execution: number
}

export const TIMEOUTS: Timeouts = { ...keptAlive(75), idle: 60_000, execution: 25_000 }

/** Those that depend on how long a connection is kept open between two requests. */
export function keptAlive(seconds: number): Pick<Timeouts, 'keepAlive' | 'headers' | 'request'> {
  const keepAlive = seconds * 1_000
  return { keepAlive, headers: keepAlive + 5_000, request: keepAlive + 15_000 }
}

/** How often Node looks for requests that take too long; by itself every 30 s. */
export function connectionCheckInterval({ headers, request }: Timeouts): number {
  return Math.min(5_000, Math.ceil(Math.min(headers, request) / 5))
}

/** What `work` answers, if it does so within `ms`; else `onLate` is told, and nobody waits for it any more. */
export function withDeadline<T>(ms: number, work: PromiseLike<T>, onLate: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      onLate()
      reject(
        new Problem(
          'UNAVAILABLE',
          'This took too long. If it was a change, look whether it was made before you try again; if not, ask for less.',
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
