// Exports `databaseErrorKind`, the only code that knows the error codes of PostgreSQL and Prisma.

import { Prisma } from '../generated/client/client.ts'

/**
 * - 'conflict': a concurrent transaction won; nothing was written, and a retry can succeed.
 * - 'unreachable': no database connection or lock in time; a commit may or may not have succeeded.
 * - 'unwritable': PostgreSQL cannot write because its disk is full or it is a standby; nothing was written.
 * - 'invalid_value': a value that PostgreSQL does not accept, such as a string with NUL or the year 0.
 * - 'taken': a row with this unique value already exists.
 * - null: none of these, so a bug in the program.
 */
export type DatabaseErrorKind = 'conflict' | 'unreachable' | 'unwritable' | 'invalid_value' | 'taken'

/** What a code means: an error kind, or 'fault' (a bug in the program; databaseErrorKind returns null). */
type Decision = DatabaseErrorKind | 'fault'

/**
 * All classes of appendix A of the PostgreSQL manual. `CODES` below lists the codes that differ from their
 * class.
 */
const CLASSES: Readonly<Record<string, Decision>> = {
  // Success, warning, no data: these are never errors.
  '00': 'fault',
  '01': 'fault',
  '02': 'fault',
  '03': 'fault',
  // PgBouncer reports every failure as 08P01, including that it currently has no free server connection.
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
  // Data exceptions. Input is validated before it is stored, so only errors that validation cannot detect are
  // the caller's.
  '22': 'fault',
  // Constraints are the last line of defense. A mutation checks first and gives a better message.
  '23': 'fault',
  '24': 'fault',
  '25': 'fault',
  '26': 'fault',
  '27': 'fault',
  // An operator changed a password or pg_hba.conf while the server runs. This is temporary.
  '28': 'unreachable',
  '2B': 'fault',
  '2D': 'fault',
  '2F': 'fault',
  '34': 'fault',
  '38': 'fault',
  '39': 'fault',
  '3B': 'fault',
  // The database is missing or being replaced, for example by a restore that renames it. This is temporary.
  '3D': 'unreachable',
  '3F': 'fault',
  '40': 'conflict',
  '42': 'fault',
  '44': 'fault',
  // Out of memory, connections or locks: nothing was written, and a retry can succeed.
  '53': 'unreachable',
  '54': 'fault',
  '55': 'fault',
  '57': 'unreachable',
  // Operating system errors, such as an I/O error.
  '58': 'unwritable',
  // Snapshot too old: older PostgreSQL versions cancel a long read with it.
  '72': 'conflict',
  F0: 'unreachable',
  HV: 'fault',
  P0: 'fault',
  XX: 'fault',
}

const CODES: Readonly<Record<string, Decision>> = {
  // NUL in a string, a timestamp that does not exist or is out of range, or a number that is too large.
  '22021': 'invalid_value',
  '22P05': 'invalid_value',
  '22007': 'invalid_value',
  '22008': 'invalid_value',
  '22003': 'invalid_value',
  '23505': 'taken',
  // A standby, or a primary that became read-only. After a failover the same address is writable again.
  '25006': 'unwritable',
  '25P03': 'unreachable',
  '25P04': 'unreachable',
  // A constraint that is checked at commit.
  '40002': 'fault',
  // It is unknown whether the statement completed, so it must not be retried automatically.
  '40003': 'unreachable',
  // Disk full.
  '53100': 'unwritable',
  // Another session is changing the object, for example a table under DDL.
  '55006': 'conflict',
  '55P03': 'conflict',
  // A file of the database is missing or duplicated: the database is damaged, and a retry does not help.
  '58P01': 'fault',
  '58P02': 'fault',
}

/** Error kinds of Prisma's driver adapter, which reports some connection errors without a SQLSTATE. */
const ADAPTER: Readonly<Record<string, Decision>> = {
  DatabaseNotReachable: 'unreachable',
  ConnectionClosed: 'unreachable',
  SocketTimeout: 'unreachable',
  TlsConnectionError: 'unreachable',
}

const PRISMA: Readonly<Record<string, Decision>> = {
  // P2028: no transaction available, or it timed out. P2034: a write conflict.
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

/** Maps a SQLSTATE; undefined if PostgreSQL does not document it. */
export function decisionOf(state: string): Decision | undefined {
  return CODES[state] ?? (/^[0-9A-Z]{5}$/.test(state) ? CLASSES[state.slice(0, 2)] : undefined)
}

export function databaseErrorKind(error: unknown): DatabaseErrorKind | null {
  if (!(error instanceof Error)) return null
  const state = stateOf(error)
  const decision = ADAPTER[state] ?? decisionOf(state) ?? PRISMA[codeOf(error)]
  if (decision !== undefined) return decision === 'fault' ? null : decision
  if (SOCKET.test(codeOf(error))) return 'unreachable'
  // pg and its pool report the other failures by message only.
  const words =
    /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Server has closed the connection|Client has encountered a connection error/
  return words.test(error.message) ? 'unreachable' : null
}

/** The SQLSTATE or Prisma's error kind, wherever pg, Prisma's adapter or Prisma has stored it. */
function stateOf(error: Error): string {
  const carried =
    error instanceof Prisma.PrismaClientKnownRequestError ? error.meta?.['driverAdapterError'] : error
  // Compare by name: Prisma's packages contain separate copies of the class.
  if (!(carried instanceof Error) || carried.name !== 'DriverAdapterError') return codeOf(error)
  const { cause } = carried
  if (typeof cause !== 'object' || cause === null) return ''
  if ('originalCode' in cause) return String(cause.originalCode)
  return 'kind' in cause ? String(cause.kind) : ''
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : ''
}
