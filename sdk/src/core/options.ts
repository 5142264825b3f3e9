// Options of the client and of each call.

/** Options of both `new Latchkey()` and `logIn()`. */
export interface ConnectionOptions {
  /** URL of the GraphQL API: `https://…/graphql`. Plain http is accepted for localhost only. */
  readonly url: string | URL | undefined
  /** Timeout of one attempt in milliseconds, 1 to 2147483647. Default: 30000. */
  readonly timeoutMs?: number | undefined
  /** Maximum number of automatic retries of a call, 0 to 10. Default: 2, so 3 attempts in total. */
  readonly maxRetries?: number | undefined
  /**
   * Timeout of a call with all its attempts and the waits between and before them, in milliseconds, 1 to
   * 2147483647. Default: 120000, or 4 × `timeoutMs` if that is longer.
   */
  readonly totalTimeoutMs?: number | undefined
  /**
   * Whether calls wait for their turn so that the client stays within the rate limits of its credential, instead
   * of failing with BURST_LIMITED. Default: true.
   */
  readonly pace?: boolean | undefined
  /** Replaces the global `fetch`, for proxies, tracing or tests. It must honour `signal` and `redirect`. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** Extra headers of every request. Do not use them for credentials. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** @internal Waits between two attempts. Returns early when the signal aborts. */
  readonly pause?: Pause | undefined
}

export type Pause = (ms: number, signal: AbortSignal | undefined) => Promise<void>

interface WithApiKey extends ConnectionOptions {
  /**
   * Secret of an API key: `bft_…`, `key_…` or `lk_…`. Keep it on servers: anyone who can read it can use it.
   */
  readonly apiKey: string | undefined
  readonly accessToken?: undefined
}

interface WithAccessToken extends ConnectionOptions {
  /**
   * Access token of a signed-in user. A function is called before each request; `timeoutMs` does not limit
   * it.
   */
  readonly accessToken: AccessToken | undefined
  readonly apiKey?: undefined
}

/** An access token, or a function that returns a valid one, such as `accessToken` of `logIn`. */
export type AccessToken = string | (() => string | Promise<string>)

/** Options of `new Latchkey()`: `url` and exactly one of `apiKey` and `accessToken`. */
export type LatchkeyOptions = WithApiKey | WithAccessToken

/** Last argument of every call. */
export interface CallOptions {
  /** Aborts the call, which rejects with the signal's reason. A mutation may have been applied anyway. */
  readonly signal?: AbortSignal | undefined
}

/** Last argument of every mutation. */
export interface ChangeOptions extends CallOptions {
  /**
   * Identifies a mutation for 24 hours. If you send it again with the same key, the server does not apply it
   * again and replays the response. 1 to 256 characters of `A-Z a-z 0-9 _ -`, for example the id of your job.
   * Default: a random key per call, which all attempts of the call share.
   */
  readonly idempotencyKey?: string | undefined
}
