// The error of an SDK call and its printed forms, and a client that does not retry.

import { inspect } from 'node:util'
import { type ConnectionOptions, Latchkey } from '@latchkey/sdk'
import { expect } from 'vitest'

/** Well-formed, and unknown to every server. */
export const apiKey = 'bft_0123456789ab0123456789ab0123456789ab01235814b446'

export const BROKER_KEY_INPUT = { email: 'sam@bee.com', name: 'a-name-nobody-may-read' }

/** A client without retries, for tests of the errors. */
export function client(url: string, options: Partial<ConnectionOptions> = {}): Latchkey {
  return new Latchkey({ apiKey, url, maxRetries: 0, ...options })
}

/** Returns the error of a call. Fails the test if there is none. */
export async function thrown(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable('The call should have failed.'),
    (error: unknown) => error,
  )
}

/** Every form in which a value can be printed. */
export function printed(value: unknown): string {
  const own = value instanceof Error ? [value.message, value.stack, String(value)] : []
  return [
    inspect(value, { depth: null, showHidden: true, getters: true }),
    JSON.stringify(value),
    ...own,
  ].join('\n')
}
