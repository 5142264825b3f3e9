// createUsageRetention: deletes expired key usage in batches. Used by the usage recorder.
//
// Starts once per hour of the database clock, then deletes one batch after each write until no expired rows
// are left.

import type { Database } from '@latchkey/prisma'
import type { Log } from '../observability/log.ts'
import type { UsageBuffer } from './usage-buffer.ts'
import { USAGE_WRITER } from './usage-statements.ts'

const BATCH_SIZE = 5_000

// The subselect makes PostgreSQL read the clock once instead of once per row. SKIP LOCKED skips rows that
// another server is deleting.
const oldest = (days: number) =>
  `(SELECT date_trunc('day', app_now(), 'UTC') - interval '${days * 24} hours')`
const OLD_HOURS = `${USAGE_WRITER}
  WITH old AS (
    SELECT api_key_id, hour FROM usage_hour WHERE hour < ${oldest(90)}
    ORDER BY hour LIMIT ${BATCH_SIZE} FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM usage_hour u USING old WHERE u.api_key_id = old.api_key_id AND u.hour = old.hour
    RETURNING u.api_key_id
  ), addresses AS (
    DELETE FROM key_address a WHERE api_key_id IN (SELECT api_key_id FROM gone)
      AND (last_at < ${oldest(90)} OR NOT EXISTS (SELECT FROM api_key WHERE id = a.api_key_id))
  )
  SELECT FROM gone`
const OLD_ADDRESSES = `${USAGE_WRITER}
  DELETE FROM usage_address WHERE (api_key_id, day, address) IN (
    SELECT api_key_id, day, address FROM usage_address WHERE day < ${oldest(1)}
    ORDER BY day LIMIT ${BATCH_SIZE} FOR UPDATE SKIP LOCKED
  )`

/** Call the returned function after each write. */
export function createUsageRetention(
  { pool }: Pick<Database, 'pool'>,
  log: Log,
): (written: UsageBuffer) => Promise<void> {
  let lastHour = 0
  let left: readonly string[] = []

  return async ({ hours }) => {
    const hour = Math.max(lastHour, ...hours.keys())
    if (hour > lastHour) left = [OLD_HOURS, OLD_ADDRESSES]
    lastHour = hour
    const more = []
    for (const statement of left) {
      try {
        const { rowCount } = await pool.query(statement)
        if (rowCount === BATCH_SIZE) more.push(statement)
      } catch (error) {
        log.warn({ err: error }, 'deleting old usage failed')
      }
    }
    left = more
  }
}
