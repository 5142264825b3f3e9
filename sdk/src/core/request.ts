// withRetries: runs one call with pacing and retries. Used by transport.ts and log-in.ts.

import { Attempt, type Call } from './attempt/attempt.ts'
import type { Credential } from './auth.ts'
import { orAborted } from './or-aborted.ts'
import type { Slot } from './pacing/slot.ts'
import { Retries } from './retry.ts'

export type { Call } from './attempt/attempt.ts'

const MIN_TOTAL_TIMEOUT_MS = 120_000

export async function withRetries<Result>(
  call: Call,
  send: (attempt: Attempt, ending: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { settings, signal, pacer } = call
  const { totalTimeoutMs = Math.max(MIN_TOTAL_TIMEOUT_MS, 4 * settings.timeoutMs), pace = true } = settings
  const endsAt = performance.now() + totalTimeoutMs
  const retries = new Retries(settings.maxRetries)
  let last: Attempt | null = null
  for (;;) {
    signal?.throwIfAborted()
    const slot = await slotOf(call, endsAt, last)
    const attempt: Attempt = new Attempt(call, await credentialOf(call, slot, last), last, slot)
    try {
      const leftMs = Math.max(1, endsAt - performance.now())
      return await attempt.run(send, Math.min(settings.timeoutMs, leftMs))
    } catch (error) {
      const failure = attempt.failureOf(error)
      const isPaced = pace && slot?.isRejected === true
      const delay = retries.delayAfter(failure, isPaced)
      // The pacer knows how long to wait, and lets the client continue as a whole.
      const delayMs = isPaced ? (pacer?.waitMs ?? 0) : delay
      if (delay === null || delayMs === null || performance.now() + delayMs >= endsAt) throw failure.error
      call.hooks?.retry({ errorCode: failure.error.code, delayMs: Math.ceil(delayMs) })
      if (!isPaced) await settings.pause(delayMs, signal)
      last = attempt
    }
  }
}

/** Waits until the rate limits allow a request. */
async function slotOf(
  { settings, signal, pacer }: Call,
  endsAt: number,
  last: Attempt | null,
): Promise<Slot | null> {
  if (pacer === undefined) return null
  if (settings.pace === false) return pacer.take()
  try {
    return await pacer.acquire({ signal, endsAt, isRetry: last !== null })
  } catch (error) {
    signal?.throwIfAborted()
    // The error of the previous attempt tells whether the mutation may have been applied.
    throw last?.failure?.error ?? error
  }
}

async function credentialOf(
  { credentials, signal }: Call,
  slot: Slot | null,
  last: Attempt | null,
): Promise<Credential> {
  try {
    return await orAborted(credentials(), signal)
  } catch (error) {
    slot?.settle('CANCELLED')
    signal?.throwIfAborted()
    // Without a credential there is no next attempt. Throw the error of the previous attempt, because it
    // tells whether the mutation may have been applied.
    throw last?.failure?.error ?? error
  }
}
