// verify: checks a delivery by the Standard Webhooks specification and returns its event.

import { WebhookError } from './errors.ts'
import { toEvent, type WebhookEvent } from './events.ts'
import { type HmacKey, isEqual, keyOf, signatureOf } from './signature.ts'

/**
 * The secret of the endpoint, `whsec_…`, or several while you rotate it: one match is enough. Values that are
 * undefined or empty are skipped, but one must remain.
 */
export type WebhookSecrets = string | undefined | readonly (string | undefined)[]

/** Headers of a request, as Fetch or Node represents them. */
export type WebhookHeaders =
  | { readonly get: (name: string) => string | null }
  | { readonly [name: string]: string | readonly string[] | undefined }

/** Options of `verify`. */
export interface VerifyOptions {
  /** How far the time of a delivery may be from the clock of this machine, in seconds. Default: 300. */
  readonly toleranceSeconds?: number | undefined
  /** The current time in milliseconds, for tests. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/**
 * Verifies that a delivery is from Latchkey and recent, and returns its event. `body` is the raw body, before
 * any parser: a parsed and serialized body has other bytes. Deliveries of the same event have the same `id`,
 * so process each id once.
 *
 * @throws {WebhookError} The delivery must not be processed. `status` is the HTTP status to answer with.
 *
 * @example
 * ```ts
 * const event = await verify(await request.text(), request.headers, process.env.LATCHKEY_WEBHOOK_SECRET)
 * if (event.type === 'submission.approved') console.log(event.data.submissionId)
 * ```
 */
export async function verify(
  body: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secrets: WebhookSecrets,
  { toleranceSeconds = 300, now = Date.now }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const bytes = bytesOf(body)
  const keys = await keysOf(secrets)
  const id = headerOf(headers, 'webhook-id')
  const timestamp = headerOf(headers, 'webhook-timestamp')
  const given = headerOf(headers, 'webhook-signature')
  // The content is `id.timestamp.body`, so the parts before the body must not contain a dot.
  if (id.includes('.') || !/^\d{1,12}$/.test(timestamp))
    throw new WebhookError(
      'INVALID_HEADER',
      'The header webhook-id or webhook-timestamp is malformed. Check whether a proxy changes headers.',
    )
  requireRecent(Number(timestamp) - Math.floor(now() / 1_000), toleranceSeconds)

  const signatures = [...given.matchAll(/(?:^|[\s,])v1,([\w+/=]+)/g)].map(([, signature = '']) => signature)
  const expected = await Promise.all(keys.map((key) => signatureOf(key, id, timestamp, bytes)))
  // Compares all of them, so that the time does not tell which one matched.
  const matches = expected.flatMap((one) => signatures.filter((signature) => isEqual(one, signature)))
  if (matches.length === 0)
    throw new WebhookError(
      'SIGNATURE_MISMATCH',
      'No signature matches. Check that the secret is the one of this endpoint, and that the body is the raw body of the request.',
    )
  return toEvent(id, new TextDecoder().decode(bytes))
}

function requireRecent(aheadSeconds: number, toleranceSeconds: number): void {
  if (!(Number.isFinite(toleranceSeconds) && toleranceSeconds > 0))
    throw new RangeError('`toleranceSeconds` must be a positive number of seconds.')
  if (aheadSeconds < -toleranceSeconds)
    throw new WebhookError(
      'TIMESTAMP_TOO_OLD',
      `The delivery is more than ${toleranceSeconds} seconds old. It may be a replay, or the clock of this machine is wrong.`,
    )
  if (aheadSeconds > toleranceSeconds)
    throw new WebhookError(
      'TIMESTAMP_TOO_NEW',
      `The delivery is more than ${toleranceSeconds} seconds ahead of the clock of this machine. Set the clock.`,
    )
}

function keysOf(secrets: WebhookSecrets): Promise<HmacKey[]> {
  const given = [secrets].flat().filter(Boolean)
  if (given.length === 0)
    throw new WebhookError(
      'INVALID_SECRET',
      'Pass the secret of the webhook endpoint, for example process.env.LATCHKEY_WEBHOOK_SECRET.',
    )
  const nameOf = (index: number) => (given.length === 1 ? 'The secret' : `Secret ${index + 1}`)
  return Promise.all(given.map((secret, index) => keyOf(secret, nameOf(index))))
}

function headerOf(headers: WebhookHeaders, name: string): string {
  const value = isFetchHeaders(headers)
    ? headers.get(name)
    : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  const text = typeof value === 'string' ? value : (value ?? []).join(' ')
  if (text !== '') return text
  throw new WebhookError(
    'MISSING_HEADER',
    `The header ${name} is missing. The request is not a delivery of Latchkey, or a proxy removed the header.`,
  )
}

function isFetchHeaders(headers: WebhookHeaders): headers is { get: (name: string) => string | null } {
  return typeof headers['get'] === 'function'
}

/** Also for values of other realms, such as a test environment. */
function bytesOf(body: unknown): Uint8Array {
  if (typeof body === 'string') return new TextEncoder().encode(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  if (isArrayBuffer(body)) return new Uint8Array(body)
  throw new WebhookError(
    'BODY_ALREADY_PARSED',
    'Pass the raw body as a string or bytes, for example `await request.text()`. A parsed body has lost the bytes that were signed.',
  )
}

function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]'
}
