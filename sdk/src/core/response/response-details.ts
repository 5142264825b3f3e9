// ResponseDetails: what `withResponse()` returns in addition to the data. Used by transport.ts.

import { type RateLimit, rateLimitIn } from './rate-limit.ts'

/** The server accepts the secret of this client until `dueAt`, because its key was rotated. */
export interface KeyRotation {
  /** ISO 8601. Deploy the new secret before this time. */
  readonly dueAt: string
}

/** The HTTP response that a result came with. */
export interface ResponseDetails {
  /** Quote it when you contact support. Null if the server sent none. */
  readonly requestId: string | null
  /** HTTP status. */
  readonly status: number
  readonly headers: Headers
  readonly rateLimit: RateLimit
  /** Null: the secret is not about to expire. */
  readonly keyRotation: KeyRotation | null
}

/** Result of `withResponse()`. */
export interface WithResponse<Data> {
  readonly data: Data
  /** The response of the last attempt. */
  readonly response: ResponseDetails
}

export function detailsOf({ status, headers }: Response): ResponseDetails {
  const requestId = requestIdIn(headers)
  return { requestId, status, headers, rateLimit: rateLimitIn(headers), keyRotation: keyRotationIn(headers) }
}

/** Only if it looks like an id, because it appears in log messages. */
export function requestIdIn(headers: Headers): string | null {
  return /^[\w.:-]{1,128}$/.exec(headers.get('x-request-id') ?? '')?.[0] ?? null
}

export function keyRotationIn(headers: Headers): KeyRotation | null {
  const [, due = ''] = /^due=(\d{4}-[\d:.TZ-]+)$/.exec(headers.get('key-rotation') ?? '') ?? []
  const time = Date.parse(due)
  return Number.isNaN(time) ? null : { dueAt: new Date(time).toISOString() }
}
