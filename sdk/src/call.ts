// One call, in as many tries as it takes.

import { pauseAfter } from './again.ts'
import type { Credential, Credentials } from './credential.ts'
import type { Settings } from './settings.ts'
import { Try } from './try.ts'

export interface Call {
  /** What errors call it. */
  readonly name: string
  readonly isChange: boolean
  readonly settings: Settings
  readonly credentials: Credentials
  readonly signal: AbortSignal | undefined
}

export async function inTries<Result>(
  call: Call,
  send: (attempt: Try, ending: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { settings, signal } = call
  let last: Try | null = null
  for (let tries = 1; ; tries += 1) {
    signal?.throwIfAborted()
    const attempt: Try = new Try(call, await credentialOf(call, last), last)
    try {
      return await attempt.run(send)
    } catch (error) {
      const failure = attempt.failureOf(error)
      const wait = tries > settings.maxRetries ? null : pauseAfter(failure, tries, Math.random())
      if (wait === null) throw failure.error
      await settings.pause(wait, signal)
      last = attempt
    }
  }
}

async function credentialOf({ credentials, signal }: Call, last: Try | null): Promise<Credential> {
  try {
    return await orAborted(credentials(), signal)
  } catch (error) {
    signal?.throwIfAborted()
    // Without a credential there is no next try: the one before stands, and tells what may have been carried out.
    throw last?.failure?.error ?? error
  }
}

/** Does not wait for what the caller waits for no more. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
