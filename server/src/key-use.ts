// Who uses which secret: gathered in memory, written once a second. Counts are lower bounds after a crash; no request
// waits for them, and no row is written that a proof locks.

import type { Database } from '@latchkey/prisma'
import type { CredentialRow } from '@latchkey/schema/access/admit.ts'
import type { Log } from './log.ts'

const EVERY_MS = 1_000
/** More secrets and addresses than this at once are written without waiting for the second. */
const MOST_WAITING = 5_000
const LONGEST_USER_AGENT = 200
/** Of a secret that is not accepted any more, so many addresses are kept. */
const MOST_ADDRESSES = 20

interface Use {
  readonly digest: Uint8Array
  count: number
  /** The database's time. */
  firstAt: Date
  lastAt: Date
  address: string
  userAgent: string
}

/** A request with a secret that is known. */
interface Used {
  readonly row: CredentialRow
  readonly digest: Uint8Array
  readonly address: string
  readonly userAgent: string
}

export interface KeyUse {
  admitted(used: Used): void
  /** The secret is known and not accepted any more. */
  late(used: Used): void
  /** Writes what is waiting. */
  flush(): Promise<void>
}

export function createKeyUse({ pool }: Pick<Database, 'pool'>, log: Log): KeyUse {
  let admitted = new Map<string, Use>()
  let late = new Map<string, Use>()
  let timer: NodeJS.Timeout | null = null

  function gather(uses: Map<string, Use>, name: string, { row, digest, address, userAgent }: Used): void {
    const shown = userAgent.replace(/[^\x20-\x7e]/g, '').slice(0, LONGEST_USER_AGENT)
    const use = uses.get(name)
    if (use === undefined) {
      uses.set(name, { digest, count: 1, firstAt: row.now, lastAt: row.now, address, userAgent: shown })
    } else {
      Object.assign(use, { count: use.count + 1, lastAt: row.now, address, userAgent: shown })
    }
    if (admitted.size + late.size >= MOST_WAITING) void flush()
    else timer ??= setTimeout(() => void flush(), EVERY_MS).unref()
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const [uses, lateUses] = [[...admitted.values()], [...late.values()]]
    admitted = new Map()
    late = new Map()
    try {
      if (uses.length > 0) await pool.query(WRITE_USES, columns(uses))
      if (lateUses.length > 0) await pool.query(WRITE_LATE_USES, [...columns(lateUses), MOST_ADDRESSES])
    } catch (error) {
      log.warn({ err: error, uses: uses.length + lateUses.length }, 'the use of keys was not kept')
    }
  }

  return {
    admitted: (used) => gather(admitted, hex(used.digest), used),
    late: (used) => gather(late, `${hex(used.digest)} ${used.address}`, used),
    flush,
  }
}

// In one order, so that two servers never wait for each other crosswise.
const GIVEN = `unnest($1::bytea[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[])
  AS given (digest, count, first_at, last_at, address, user_agent)`

const WRITE_USES = `
  INSERT INTO secret_use AS old (digest, count, used_at, address, user_agent)
  SELECT digest, count, last_at, address, user_agent FROM ${GIVEN} ORDER BY digest
  ON CONFLICT (digest) DO UPDATE SET count = old.count + EXCLUDED.count,
    used_at = GREATEST(old.used_at, EXCLUDED.used_at),
    address = CASE WHEN EXCLUDED.used_at >= old.used_at THEN EXCLUDED.address ELSE old.address END,
    user_agent = CASE WHEN EXCLUDED.used_at >= old.used_at THEN EXCLUDED.user_agent ELSE old.user_agent END`

// Of addresses that are new there is room for as many as are missing: one second can bring thousands.
const WRITE_LATE_USES = `
  INSERT INTO late_use AS old (digest, count, first_at, last_at, address, user_agent)
  SELECT digest, count, first_at, last_at, address, user_agent FROM (
    SELECT given.*, known.address IS NOT NULL AS is_known,
      row_number() OVER (PARTITION BY given.digest, known.address IS NULL ORDER BY given.first_at) AS place,
      (SELECT count(*) FROM late_use kept WHERE kept.digest = given.digest) AS kept
    FROM ${GIVEN} LEFT JOIN late_use known ON known.digest = given.digest AND known.address = given.address
  ) ranked
  WHERE is_known OR kept + place <= $7
  ORDER BY digest, address
  ON CONFLICT (digest, address) DO UPDATE SET count = old.count + EXCLUDED.count,
    last_at = GREATEST(old.last_at, EXCLUDED.last_at), user_agent = EXCLUDED.user_agent`

function columns(uses: readonly Use[]): unknown[] {
  return [
    uses.map(({ digest }) => digest),
    uses.map(({ count }) => count),
    uses.map(({ firstAt }) => firstAt),
    uses.map(({ lastAt }) => lastAt),
    uses.map(({ address }) => address),
    uses.map(({ userAgent }) => userAgent),
  ]
}

function hex(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('hex')
}
