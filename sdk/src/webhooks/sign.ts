// sign: the headers of a delivery, as Latchkey sends them. For tests of webhook handlers.

import { keyOf, signatureOf } from './signature.ts'

/** Options of `sign`. */
export interface SignOptions {
  /** Id of the event. Default: `evt_test`. */
  readonly id?: string | undefined
  /** Time of the delivery in milliseconds. Default: now. */
  readonly now?: number | undefined
}

/** The headers of a signed delivery. */
export type SignedHeaders = Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>>

/**
 * Signs a body as Latchkey does, to test your handler.
 *
 * @throws {WebhookError} INVALID_SECRET
 *
 * @example
 * ```ts
 * const body = JSON.stringify({ type: 'submission.approved', timestamp: new Date(), data: { submissionId: 'sub_1' } })
 * await fetch(url, { method: 'POST', body, headers: { ...(await sign(body, secret)) } })
 * ```
 */
export async function sign(
  body: string | Uint8Array,
  secret: string,
  { id = 'evt_test', now = Date.now() }: SignOptions = {},
): Promise<SignedHeaders> {
  const timestamp = String(Math.floor(now / 1_000))
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const signature = await signatureOf(await keyOf(secret, 'The secret'), id, timestamp, bytes)
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
