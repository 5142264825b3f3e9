// Doctor checks of the clock: clock skew, and app_now(), which only tests may replace.
// All times come from the database, through app_now().

import { type Examine, type Finding, passed, wrong } from './finding.ts'

const TOLERANCE_MS = 2_000

export async function checkClock(ask: Examine): Promise<Finding> {
  const before = Date.now()
  const [row] = await ask<{ now: Date }>('SELECT clock_timestamp() AS now')
  const after = Date.now()
  const there = row?.now.getTime() ?? Number.NaN
  // A difference within the duration of the query can be network latency.
  const apart = Math.max(0, there - after, before - there)
  if (apart <= TOLERANCE_MS) return passed('clock', `this machine and the database are ${apart} ms apart`)
  return wrong(
    'clock',
    `this machine and the database are ${(apart / 1000).toFixed(1)} s apart. Keys expire by the database's clock: set both by NTP.`,
  )
}

export async function checkAppNow(ask: Examine): Promise<Finding> {
  const rows = await ask<{ body: string; volatility: string }>(
    `SELECT btrim(prosrc) AS body, provolatile AS volatility FROM pg_proc
     WHERE proname = 'app_now' AND pronamespace = 'public'::regnamespace`,
  )
  const [row] = rows
  const ours = rows.length === 1 && row?.body === 'SELECT clock_timestamp()' && row.volatility === 'v'
  if (ours) return passed('app_now', 'is the clock of the database')
  return wrong(
    'app_now',
    'was replaced: keys may expire late or never. Make it again as the first migration does, with CREATE OR REPLACE.',
  )
}
