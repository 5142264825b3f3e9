// How long things may take, in milliseconds, and how a request that takes longer is answered.

import { Problem } from '@latchkey/schema/problem.ts'

export interface Timeouts {
  /** Until the headers of a request are here. */
  readonly headers: number
  /** Until the whole request is here, its body included. */
  readonly request: number
  /** Of a connection on which nothing is read or written: longer than an execution. */
  readonly idle: number
  /** Until a document is answered: longer than PostgreSQL gives a statement (prisma/src/open.ts). */
  readonly execution: number
}

export const TIMEOUTS: Timeouts = { headers: 10_000, request: 30_000, idle: 60_000, execution: 25_000 }

/** How often Node looks for requests that take too long; by itself every 30 s. */
export function checkingEvery({ headers, request }: Timeouts): number {
  return Math.ceil(Math.min(headers, request) / 5)
}

/** What `work` answers, if it does so within `ms`; else `onLate` is told, and nobody waits for it any more. */
export function within<T>(ms: number, work: PromiseLike<T>, onLate: () => void): Promise<T> {
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
