// createUsageWriter: writes buffered key usage to the database. Used by the usage recorder.
//
// Runs a bounded number of statements per write. A failed statement does not affect the others.

import { type Database, databaseErrorKind } from '@latchkey/prisma'
import { PromiseTimeoutError, withPromiseTimeout } from '../http/promise-timeout.ts'
import type { Log } from '../observability/log.ts'
import type { KeyHour, SecretUse, UsageBuffer, Use } from './usage-buffer.ts'
import {
  MAX_ADDRESSES,
  TRIM_ADDRESSES,
  WRITE_ADDRESSES,
  WRITE_HOUR,
  WRITE_REJECTED_USES,
  WRITE_USES,
} from './usage-statements.ts'

const DAY_MS = 86_400_000
/**
 * Longer than PostgreSQL's statement timeout of 20 s. Ends the wait for a database that no longer responds.
 */
const WRITE_TIMEOUT_MS = 25_000

export type WriteUsage = (buffer: UsageBuffer) => Promise<void>

export function createUsageWriter({ pool }: Pick<Database, 'pool'>, log: Log): WriteUsage {
  /** Resolves with the result rows, or with none if the statement failed. */
  async function tryQuery<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    const attempt = async () =>
      (await withPromiseTimeout(pool.query<Row>(text, values), WRITE_TIMEOUT_MS)).rows
    try {
      return await attempt().catch((error: unknown) => {
        // After a lost connection the write may have been committed; a retry could count usage twice. Every
        // other error means that nothing was written (a conflict with another server, or a key deleted just
        // now), so retry.
        if (error instanceof PromiseTimeoutError || databaseErrorKind(error) === 'unreachable') throw error
        return attempt()
      })
    } catch (error) {
      log.warn({ err: error }, 'saving key usage failed')
      return []
    }
  }

  async function writeHour(hour: number, keys: ReadonlyMap<string, KeyHour>): Promise<void> {
    const all = [...keys]
    const seen = all.flatMap(([id, { addresses }]) =>
      [...addresses].map(([address, use]) => ({ id, address, use })),
    )
    const day = hour - (hour % DAY_MS)
    await tryQuery(WRITE_HOUR, [
      new Date(hour),
      new Date(day).toISOString().slice(0, 10),
      1 << ((hour - day) / 3_600_000),
      all.map(([id]) => id),
      all.map(([, { requests }]) => requests),
      all.map(([, { cost }]) => cost),
      all.map(([, { refusals }]) => JSON.stringify(Object.fromEntries(refusals))),
      seen.map(({ id }) => id),
      seen.map(({ address }) => address),
    ])
    const last = all.flatMap(([id, { addresses }]) =>
      mostRecent(addresses).map(([address, use]) => ({ id, address, use })),
    )
    if (last.length === 0) return
    const found = await tryQuery<{ apiKeyId: string }>(WRITE_ADDRESSES, [
      last.map(({ id }) => id),
      last.map(({ address }) => address),
      last.map(({ use }) => use.count),
      last.map(({ use }) => use.firstAt),
      last.map(({ use }) => use.lastAt),
      last.map(({ use }) => printable(use.userAgent)),
    ])
    if (found.length > 0) await tryQuery(TRIM_ADDRESSES, [found.map(({ apiKeyId }) => apiKeyId)])
  }

  return async ({ uses, rejectedUses, hours, full }) => {
    if (full) log.warn('usage buffer full: some keys and addresses were not counted')
    if (uses.size > 0) await tryQuery(WRITE_USES, columns([...uses.values()]))
    if (rejectedUses.size > 0) await tryQuery(WRITE_REJECTED_USES, columns([...rejectedUses.values()]))
    for (const [hour, keys] of hours) if (keys.size > 0) await writeHour(hour, keys)
  }
}

function columns(uses: readonly SecretUse[]): unknown[] {
  return [
    uses.map(({ digest }) => digest),
    uses.map(({ count }) => count),
    uses.map(({ firstAt }) => firstAt),
    uses.map(({ lastAt }) => lastAt),
    uses.map(({ address }) => address),
    uses.map(({ userAgent }) => printable(userAgent)),
  ]
}

function mostRecent(addresses: ReadonlyMap<string, Use>): [string, Use][] {
  const all = [...addresses]
  if (all.length <= MAX_ADDRESSES) return all
  return all.sort(([, a], [, b]) => b.lastAt.getTime() - a.lastAt.getTime()).slice(0, MAX_ADDRESSES)
}

function printable(userAgent: string): string {
  return userAgent.replace(/[^\x20-\x7e]/g, '')
}
