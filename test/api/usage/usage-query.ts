// Queries and helpers for the usage tests.

import type { KeyHolder } from '../../support/actors.ts'
import { postFrom } from '../../support/person.ts'
import type { World } from '../../support/world.ts'

export const VIEWER = '{ viewer { environment } }'

const USAGE = `query ($id: ID!, $from: DateTime, $to: DateTime, $by: UsagePeriod) {
  apiKey(id: $id) { usage(from: $from, to: $to, by: $by) { from to requests cost refusals { code count } addresses } }
}`

export interface Bucket {
  readonly from: string
  readonly to: string
  readonly requests: number
  readonly cost: number
  readonly refusals: readonly { readonly code: string; readonly count: number }[]
  readonly addresses: number
}

interface Which {
  readonly from?: string
  readonly to?: string
  readonly by?: 'HOUR' | 'DAY'
}

/** The usage of a key as a caller sees it. Flushes pending usage first. */
export async function usageOf(
  by: Pick<KeyHolder, 'query' | 'world'>,
  id: string,
  which: Which = {},
): Promise<Bucket[]> {
  await by.world.flushUsage()
  const { body } = await by.query(USAGE, { id, ...which })
  return body.data.apiKey.usage
}

/** The same, without empty periods. */
export async function usedOf(...given: Parameters<typeof usageOf>): Promise<Omit<Bucket, 'from' | 'to'>[]> {
  const buckets = await usageOf(...given)
  return buckets
    .filter(({ requests, addresses }) => requests + addresses > 0)
    .map(({ from: _from, to: _to, ...counts }) => counts)
}

/** Sends a request with a key from another address of this machine. */
export function asksFrom(
  { world, secret }: Pick<KeyHolder, 'world' | 'secret'>,
  address: string,
  { query = VIEWER, server = 0 } = {},
) {
  const headers = { 'x-api-key': secret, 'user-agent': `from ${address}` }
  return postFrom(address, `${world.urls[server]}/graphql`, { query }, headers)
}

/** Returns this many addresses of this machine. */
export function addresses(count: number, net = 3): string[] {
  return Array.from({ length: count }, (_, index) => `127.${net}.${index >> 8}.${index & 255}`)
}

/**
 * Moves the clock to 10:10 UTC tomorrow, so that no hour ends during the test. Returns the start of that day.
 */
export async function tenPastTen(world: World): Promise<Date> {
  const [{ day }] = await world.sql(`
    UPDATE test_clock SET ahead = ahead + date_trunc('day', app_now(), 'UTC') + interval '34 hours 10 minutes' - app_now()
    RETURNING date_trunc('day', clock_timestamp() + ahead, 'UTC') AS day`)
  return day
}

/** The time this many hours after the start of a day, in the API's format. */
export function hourOf(day: Date, hours: number): string {
  return new Date(day.getTime() + hours * 3_600_000).toISOString()
}
