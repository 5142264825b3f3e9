// What kind of failure of the database something is: the only place that knows PostgreSQL's and Prisma's codes for them.

import { Prisma } from '../generated/client/client.ts'

/**
 * 'overtaken': others were faster, nothing was written, and the same again may succeed.
 * 'unreachable': the database, or a lock in it, was not to be had in time; a commit may or may not have come through.
 * 'unstorable': a value that PostgreSQL does not take, such as a text with a NUL or a year 0.
 * 'taken': a row with this value exists already.
 * null: none of these, so a fault of ours.
 */
export type Failure = 'overtaken' | 'unreachable' | 'unstorable' | 'taken'

// Serialization failure, deadlock, no lock in time.
const OVERTAKEN = /^(40001|40P01|55P03)$/
// A NUL in a text, a time that does not exist or lies too far, a number too large.
const UNSTORABLE = /^(22021|22P05|22007|22008|22003)$/
// Connection exceptions, shutting down, idle in a transaction for too long, statement time-out.
const UNREACHABLE =
  /^(08...|57P0[1-5]|25P03|57014|53300|DatabaseNotReachable|ConnectionClosed|SocketTimeout)$/

export function failureOf(error: unknown): Failure | null {
  if (!(error instanceof Error)) return null
  const state = stateOf(error)
  if (OVERTAKEN.test(state)) return 'overtaken'
  if (UNREACHABLE.test(state)) return 'unreachable'
  if (UNSTORABLE.test(state)) return 'unstorable'
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    // P2028: no transaction to be had, or it took too long. P2034: a conflict.
    if (error.code === 'P2028' || error.code === 'P2034') return 'overtaken'
    if (error.code === 'P2002') return 'taken'
    if (/^(P1001|P1002|P1008|P1017|P2024)$/.test(error.code)) return 'unreachable'
  }
  if (
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(
      codeOf(error),
    )
  )
    return 'unreachable'
  // pg and its pool say the rest in words only.
  const words =
    /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Server has closed the connection/
  return words.test(error.message) ? 'unreachable' : null
}

/** The SQLSTATE, or Prisma's word for the kind, wherever pg, Prisma's adapter or Prisma itself has put it. */
function stateOf(error: Error): string {
  const carried =
    error instanceof Prisma.PrismaClientKnownRequestError ? error.meta?.['driverAdapterError'] : error
  // By its name: Prisma's packages carry copies of the class.
  if (!(carried instanceof Error) || carried.name !== 'DriverAdapterError') return codeOf(error)
  const { cause } = carried
  if (typeof cause !== 'object' || cause === null) return ''
  if ('originalCode' in cause) return String(cause.originalCode)
  return 'kind' in cause ? String(cause.kind) : ''
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : ''
}
