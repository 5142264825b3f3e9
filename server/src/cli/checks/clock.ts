// Doctor checks of the clock: clock skew, and app_now(), which only tests may replace.
// All times come from the database, through app_now().

import { type Examine, type Finding, failed, passed } from './finding.ts'

const TOLERANCE_MS = 2_000

export async function checkClock(ask: Examine): Promise<Finding> {
  const before = Date.now()
  const [row] = await ask<{ now: Date }>('SELECT clock_timestamp() AS now')
  const after = Date.now()
  const databaseNow = row?.now.getTime() ?? Number.NaN
  // A difference within the duration of the query can be network latency.
  const skewMs = Math.max(0, databaseNow - after, before - databaseNow)
  if (skewMs <= TOLERANCE_MS)
    return passed('clock', `the clocks of this machine and the database differ by ${skewMs} ms`)
  return failed(
    'clock',
    `the clocks of this machine and the database differ by ${(skewMs / 1000).toFixed(1)} s. Keys expire by the database's clock. Synchronize both clocks with NTP. With systemd, run on both machines: timedatectl set-ntp true`,
  )
}

export async function checkAppNow(ask: Examine): Promise<Finding> {
  const rows = await ask<{ body: string; volatility: string }>(
    `SELECT btrim(prosrc) AS body, provolatile AS volatility FROM pg_proc
     WHERE proname = 'app_now' AND pronamespace = 'public'::regnamespace`,
  )
  const [row] = rows
  const ours = rows.length === 1 && row?.body === 'SELECT clock_timestamp()' && row.volatility === 'v'
  if (ours) return passed('app_now', 'returns the clock of the database')
  return failed(
    'app_now',
    'was replaced, so keys may expire late or never. To restore it, run: psql "$DATABASE_URL" -f prisma/sql/functions/app_now.sql',
  )
}
