// What callers give: to a client, and to a call.

/** What `new Latchkey()` and `logIn()` both take. */
export interface ConnectionOptions {
  /** Where the GraphQL API is: `https://…/graphql`. Plain http only to this machine. */
  readonly url: string | URL | undefined
  /** How long one try of a call may take, in milliseconds, from 1 to 2147483647. Left out: 30000. */
  readonly timeoutMs?: number | undefined
  /** How often a call is tried again by itself when that can help, from 0 to 10. Left out: 2, so 3 tries in all. */
  readonly maxRetries?: number | undefined
  /** Used instead of the global `fetch`: for proxies, tracing, tests. It has to honour `signal` and `redirect`. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** Sent with every request beside ours. Not for credentials. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** @internal How the time between two tries is passed. Ends early when the signal does. */
  readonly pause?: Pause | undefined
}

export type Pause = (ms: number, signal: AbortSignal | undefined) => Promise<void>

interface WithApiKey extends ConnectionOptions {
  /** The secret of an API key: `bft_…`, `key_…` or `lk_…`. Keep it on servers: whoever reads it can use it. */
  readonly apiKey: string | undefined
  readonly accessToken?: undefined
}

interface WithAccessToken extends ConnectionOptions {
  /** The bearer token of somebody who has logged in. A function is asked before each request, and not under `timeoutMs`. */
  readonly accessToken: AccessToken | undefined
  readonly apiKey?: undefined
}

/** A bearer token, or a function that answers one that is accepted now, such as `logIn` gives. */
export type AccessToken = string | (() => string | Promise<string>)

/** What `new Latchkey()` takes: exactly one of `apiKey` and `accessToken`, and where to. */
export type LatchkeyOptions = WithApiKey | WithAccessToken

/** What every call takes last. */
export interface CallOptions {
  /** Gives the call up: it rejects with the signal's reason. A change may have been carried out all the same. */
  readonly signal?: AbortSignal | undefined
}

/** What every call that changes something takes last. */
export interface ChangeOptions extends CallOptions {
  /**
   * What makes this the same change when you send it again, within 24 hours: it is carried out once, and answered again.
   * 1 to 256 of `A-Z a-z 0-9 _ -`, such as the id of a job of yours. Left out: a random one for each call, which all its
   * tries have.
   */
  readonly idempotencyKey?: string | undefined
}
