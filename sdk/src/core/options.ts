// Options of the client and of each call.

import type { RequestEvent } from './observe/events.ts'
import type { Logger, LogLevel } from './observe/logger.ts'
import type { KeyRotation } from './response/response-details.ts'

/** Options of both `new Latchkey()` and `logIn()`. */
export interface ConnectionOptions {
  /**
   * URL of the GraphQL API: `https://…/graphql`. Plain http is accepted for localhost only. Default: the
   * environment variable `LATCHKEY_URL`.
   */
  readonly url?: string | URL | undefined
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
  /**
   * Extra headers of every request, or a function that returns them, called for each attempt after its
   * `request` event; `timeoutMs` does not limit it. Do not use them for credentials.
   */
  readonly headers?: HeadersOption | undefined
  /** Names your program in the User-Agent, so that the funder sees which program uses a key. */
  readonly appInfo?: AppInfo | undefined
  /** @internal Waits between two attempts. Returns early when the signal aborts. */
  readonly pause?: Pause | undefined
}

export type Pause = (ms: number, signal: AbortSignal | undefined) => Promise<void>

type HeaderValues = Readonly<Record<string, string>>

/** Headers, or a function that returns them, for example `traceparent` of the current span. */
export type HeadersOption = HeaderValues | ((request: RequestEvent) => HeaderValues | Promise<HeaderValues>)

/** Your program, as it appears in the User-Agent: `acme-importer/1.4.0`. */
export interface AppInfo {
  /** 1 to 64 characters of `A-Z a-z 0-9 . _ -`. */
  readonly name: string
  /** 1 to 64 characters of `A-Z a-z 0-9 . _ + -`. */
  readonly version?: string | undefined
}

/**
 * Secret of an API key: `bft_…`, `key_…` or `lk_…`. One of:
 *
 * - a string;
 * - a list such as `[current, next]`: the secrets of one key during a rotation. When the server no longer
 *   accepts one, the client sends the next one, and keeps it. Undefined items are skipped;
 * - a function, such as one that reads a secret manager. It is called before each attempt; `timeoutMs` does
 *   not limit it.
 */
export type ApiKeyOption = string | readonly (string | undefined)[] | (() => string | Promise<string>)

/** An access token, or a function that returns a valid one, such as `accessToken` of `logIn`. */
export type AccessToken = string | (() => string | Promise<string>)

/** Options of `new Latchkey()`. */
export interface LatchkeyOptions extends ConnectionOptions {
  /**
   * Secret of an API key. Keep it on servers: anyone who can read it can use it. Default: the environment
   * variable `LATCHKEY_API_KEY`.
   */
  readonly apiKey?: ApiKeyOption | undefined
  /** Access token of a signed-in user, instead of `apiKey`. A function is called before each attempt. */
  readonly accessToken?: AccessToken | undefined
  /**
   * Called when the server reports that the secret is about to expire because its key was rotated: deploy
   * the new secret before `dueAt`. Called once for each new time.
   */
  readonly onRotationDue?: ((rotation: KeyRotation) => unknown) | undefined
  /** Receives log messages. They contain no secret, headers, variables or bodies. Default: `console`. */
  readonly logger?: Logger | undefined
  /** The least important messages to log. Default: the environment variable `LATCHKEY_LOG`, or `warn`. */
  readonly logLevel?: LogLevel | undefined
  /**
   * Allows an API key in a browser, where everyone who opens the page can read it. Default: false. Not needed
   * with `accessToken`.
   */
  readonly dangerouslyAllowBrowser?: boolean | undefined
}

/** Last argument of every call. */
export interface CallOptions {
  /** Aborts the call, which rejects with the signal's reason. A mutation may have been applied anyway. */
  readonly signal?: AbortSignal | undefined
  /** Replaces `timeoutMs` of the client. */
  readonly timeoutMs?: number | undefined
  /** Replaces `maxRetries` of the client. */
  readonly maxRetries?: number | undefined
  /** Replaces `totalTimeoutMs` of the client. */
  readonly totalTimeoutMs?: number | undefined
  /** Extra headers, such as `traceparent`. They replace headers of the client with the same name. */
  readonly headers?: HeadersOption | undefined
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

/** Last argument of `latchkey.request`. */
export interface RequestOptions extends ChangeOptions {
  /** The operation to execute, if the document has several. */
  readonly operationName?: string | undefined
}
