// RateLimit: the limits of a credential, read from the headers of a response. Used by client.ts and for pacing.

/** One limit of a credential. */
export interface Limit {
  /** How many root fields the credential can request per `windowSeconds`. */
  readonly limit: number
  /** How many are left in the current window. */
  readonly remaining: number
  /** End of the current window, ISO 8601, by this machine's clock. */
  readonly resetsAt: string
  /** Length of a window. */
  readonly windowSeconds: number
}

/** The limits of a credential. Null: the server has not reported it yet. */
export interface RateLimit {
  /** The limit of 15 minutes. */
  readonly window: Limit | null
  /** The limit of one second. */
  readonly burst: Limit | null
}

/** Reads `RateLimit` and `RateLimit-Policy`. A limit that is missing or garbled is null. */
export function rateLimitIn(headers: Headers, now = Date.now()): RateLimit {
  const limitOf = (name: string): Limit | null => {
    const policy = numbersIn(headers.get('ratelimit-policy'), `"${name}";q=(\\d{1,9});w=(\\d{1,9})`)
    const state = numbersIn(headers.get('ratelimit'), `"${name}";r=(\\d{1,9});t=(\\d{1,9})`)
    if (policy === null || state === null) return null
    const [limit, windowSeconds] = policy
    const [remaining, seconds] = state
    return { limit, remaining, resetsAt: new Date(now + seconds * 1_000).toISOString(), windowSeconds }
  }
  return { window: limitOf('window'), burst: limitOf('burst') }
}

function numbersIn(header: string | null, item: string): readonly [number, number] | null {
  const [, first, second] = new RegExp(`(?:^|, ?)${item}(?:$|,)`).exec(header ?? '') ?? []
  return first === undefined ? null : [Number(first), Number(second)]
}

/** `limit` as of `now`: after the end of its window, all of it is left again. */
export function current(limit: Limit | null, now = Date.now()): Limit | null {
  return limit !== null && Date.parse(limit.resetsAt) <= now ? { ...limit, remaining: limit.limit } : limit
}
