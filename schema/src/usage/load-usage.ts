// loadUsage: batched usage per period for all keys of a page, in one query. Used by usage.ts.

import { batched } from '../graphql/batch.ts'
import type { PeriodUse } from './buckets.ts'

interface Requested {
  readonly apiKeyId: string
  /** Start of each period and end of the last, in milliseconds, equally spaced. */
  readonly bounds: readonly number[]
}

interface Row extends PeriodUse {
  readonly apiKeyId: string
}

const HOUR_S = 3_600

/** Sums up the hours to periods in SQL, so that a key reads at most one row per period. */
export const loadUsage = batched<Requested, PeriodUse[]>(async ({ db }, requested) => {
  const ranges = Map.groupBy(requested, ({ bounds }) => `${bounds[0]} ${bounds[1]} ${bounds.length}`)
  const uses = new Map<Requested, PeriodUse[]>(requested.map((one) => [one, []]))
  for (const sameRange of ranges.values()) {
    const [start = 0, second = 0] = (sameRange[0]?.bounds ?? []).map((bound) => bound / 1_000)
    const end = (sameRange[0]?.bounds.at(-1) ?? 0) / 1_000
    const ids = [...new Set(sameRange.map(({ apiKeyId }) => apiKeyId))]
    // A day is the sum of the addresses that were new in each hour. Epoch arithmetic, so that the session's
    // time zone has no effect.
    const rows = await db.$queryRaw<Row[]>`
      WITH used AS (
        SELECT api_key_id, floor((extract(epoch FROM hour) - ${start}::float8) / ${second - start}::float8)::int AS period,
          requests, cost, refusals,
          CASE WHEN ${second - start}::float8 = ${HOUR_S}::float8 THEN addresses ELSE new_addresses END AS addresses
        FROM usage_hour
        WHERE api_key_id = ANY(${ids}) AND hour >= to_timestamp(${start}::float8) AND hour < to_timestamp(${end}::float8)
      ), counted AS (
        SELECT api_key_id, period, code, sum(count::bigint) AS count
        FROM used, jsonb_each_text(refusals) AS refusal(code, count) GROUP BY 1, 2, 3
      ), refused AS (
        SELECT api_key_id, period, jsonb_object_agg(code, count) AS refusals FROM counted GROUP BY 1, 2
      ), summed AS (
        SELECT api_key_id, period, sum(requests)::bigint AS requests, sum(cost)::bigint AS cost,
          sum(addresses)::bigint AS addresses
        FROM used GROUP BY 1, 2
      )
      SELECT api_key_id AS "apiKeyId", period, requests, cost, addresses, refusals
      FROM summed LEFT JOIN refused USING (api_key_id, period)`
    const byKey = Map.groupBy(rows, ({ apiKeyId }) => apiKeyId)
    for (const one of sameRange) uses.set(one, byKey.get(one.apiKeyId) ?? [])
  }
  return requested.map((one) => uses.get(one) ?? [])
})
