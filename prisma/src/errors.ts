// Decides what kind of failure an error of the database is: the only place that knows the codes of PostgreSQL and Prisma.

import { Prisma } from '../generated/client/client.ts'

/**
 * 'conflict': others were faster, nothing was written, and the same again may succeed.
 * 'unreachable': the database, or a lock in it, was not to be had in time; a commit may or may not have come through.
 * 'unwritable': PostgreSQL cannot write at all, for its disk is full or it is a standby; nothing was written.
 * 'invalid_value': a value that PostgreSQL does not take, such as a text with a NUL or a year 0.
 * 'taken': a row with this value exists already.
 * null: none of these, so a fault of the program.
 */
export type DatabaseErrorKind = 'conflict' | 'unreachable' | 'unwritable' | 'invalid_value' | 'taken'

type Decision = DatabaseErrorKind | 'fault'

/** Every class of appendix A of the PostgreSQL manual; the codes that differ from their class are below. */
const CLASSES: Readonly<Record<string, Decision>> = {
  // Success, warning, no data: never an error.
  '00': 'fault',
  '01': 'fault',
  '02': 'fault',
  '03': 'fault',
  // PgBouncer reports everything as 08P01, also that it has no connection to give right now.
  '08': 'unreachable',
  '09': 'fault',
  '0A': 'fault',
  '0B': 'fault',
  '0F': 'fault',
  '0L': 'fault',
  '0P': 'fault',
  '0Z': 'fault',
  '10': 'fault',
  '20': 'fault',
  '21': 'fault',
  // Data exceptions: input is validated before it is stored, so only what validation cannot know is the caller's.
  '22': 'fault',
  // Constraints are the last guard: a mutation checks first and says more than the name of a constraint.
  '23': 'fault',
  '24': 'fault',
  '25': 'fault',
  '26': 'fault',
  '27': 'fault',
  // A password or pg_hba.conf was changed under a running server: an operator's work that ends.
  '28': 'unreachable',
  '2B': 'fault',
  '2D': 'fault',
  '2F': 'fault',
  '34': 'fault',
  '38': 'fault',
  '39': 'fault',
  '3B': 'fault',
  // The database is gone or being replaced (a restore that renames): an operator's work that ends.
  '3D': 'unreachable',
  '3F': 'fault',
  '40': 'conflict',
  '42': 'fault',
  '44': 'fault',
  // Out of memory, of connections, of locks: nothing was written, and it may pass.
  '53': 'unreachable',
  '54': 'fault',
  '55': 'fault',
  '57': 'unreachable',
  // Errors of the operating system, such as an I/O error.
  '58': 'unwritable',
  // Snapshot too old: an earlier PostgreSQL gave up a long read.
  '72': 'conflict',
  F0: 'unreachable',
  HV: 'fault',
  P0: 'fault',
  XX: 'fault',
}

const CODES: Readonly<Record<string, Decision>> = {
  // A NUL in a text, a time that does not exist or lies too far, a number too large.
  '22021': 'invalid_value',
  '22P05': 'invalid_value',
  '22007': 'invalid_value',
  '22008': 'invalid_value',
  '22003': 'invalid_value',
  '23505': 'taken',
  // A standby, or a primary that was made read only: after a failover the same address is writable again.
  '25006': 'unwritable',
  '25P03': 'unreachable',
  '25P04': 'unreachable',
  // A constraint that is checked at the commit.
  '40002': 'fault',
  // Whether the statement was completed is unknown, so it must not be repeated silently.
  '40003': 'unreachable',
  // Disk full.
  '53100': 'unwritable',
  // An object is being changed by others, such as a table under DDL.
  '55006': 'conflict',
  '55P03': 'conflict',
  // A file of the database is missing or there twice: it is damaged, and waiting does not help.
  '58P01': 'fault',
  '58P02': 'fault',
}

/** Of Prisma's driver adapter, which gives some errors of the connection no SQLSTATE. */
const ADAPTER: Readonly<Record<string, Decision>> = {
  DatabaseNotReachable: 'unreachable',
  ConnectionClosed: 'unreachable',
  SocketTimeout: 'unreachable',
  TlsConnectionError: 'unreachable',
}

const PRISMA: Readonly<Record<string, Decision>> = {
  // No transaction to be had, or it took too long; a conflict.
  P2028: 'conflict',
  P2034: 'conflict',
  P2002: 'taken',
  P1001: 'unreachable',
  P1002: 'unreachable',
  P1008: 'unreachable',
  P1017: 'unreachable',
  P2024: 'unreachable',
}

const SOCKET =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EMFILE|ENFILE)$/

/** What a SQLSTATE means; undefined for what is none that PostgreSQL documents. */
export function decisionOf(state: string): Decision | undefined {
  return CODES[state] ?? (/^[0-9A-Z]{5}$/.test(state) ? CLASSES[state.slice(0, 2)] : undefined)
}

export function databaseErrorKind(error: unknown): DatabaseErrorKind | null {
  if (!(error instanceof Error)) return null
  const state = stateOf(error)
  const decision = ADAPTER[state] ?? decisionOf(state) ?? PRISMA[codeOf(error)]
  if (decision !== undefined) return decision === 'fault' ? null : decision
  if (SOCKET.test(codeOf(error))) return 'unreachable'
  // pg and its pool say the rest in words only.
  const words =
    /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Server has closed the connection|Client has encountered a connection error/
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
