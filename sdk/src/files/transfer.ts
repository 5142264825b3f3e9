// transfer: sends or fetches a file at a signed address, with retries. Used by send-file.ts and download-body.ts.
//
// A signed address opens the file without a credential. So requests to it carry none, and no error contains it.

import { Attempt } from '../core/attempt/attempt.ts'
import { LatchkeyError } from '../core/errors.ts'
import { field, list } from '../core/json.ts'
import { retryDelay } from '../core/retry.ts'
import type { Settings } from '../core/settings.ts'

interface Address {
  readonly url: string
}

export interface Transfer<Place extends Address> {
  /** How error messages name it. */
  readonly name: string
  readonly settings: Settings
  readonly signal: AbortSignal | undefined
  /** Requests the signed address. Each attempt needs a new one, because an address expires soon. */
  readonly address: (attempt: number) => Promise<Place>
  /** False: the content can be read only once. */
  readonly isRepeatable?: boolean
}

export async function transfer<Place extends Address, Result>(
  { name, settings, signal, address, isRepeatable = true }: Transfer<Place>,
  send: (url: URL, attempt: Attempt, ending: AbortSignal, place: Place) => Promise<Result>,
): Promise<Result> {
  let last: Attempt | null = null
  for (let tries = 1; ; tries += 1) {
    const place = await address(tries)
    signal?.throwIfAborted()
    const url = storageUrl(place.url, settings.url)
    const credential = { headers: {}, secret: url.href, label: 'the signed address' }
    const call = { name, isChange: false, settings: { ...settings, url }, signal }
    const attempt: Attempt = new Attempt({ ...call, credentials: async () => credential }, credential, last)
    try {
      return await attempt.run((_attempt, ending) => send(url, attempt, ending, place))
    } catch (error) {
      if (error instanceof LocalFailure) throw error.reason
      const failure = attempt.failureOf(error)
      const mayRetry = isRepeatable && tries <= settings.maxRetries
      const wait = mayRetry ? retryDelay(failure, tries, Math.random()) : null
      if (wait === null) throw failure.error
      await settings.pause(wait, signal)
      last = attempt
    }
  }
}

/** A failure of the caller's own code or file, which no retry repairs. `transfer` rejects with `reason`. */
export class LocalFailure extends Error {
  readonly reason: unknown

  constructor(reason: unknown) {
    super('A file could not be read.')
    this.reason = reason
  }
}

/** Rejects unless the response is a success. Other storage, such as S3, has other error formats. */
export async function requireSuccess(response: Response, attempt: Attempt): Promise<void> {
  if (response.ok) return
  const errors = errorsIn(await response.text())
  throw errors.length > 0
    ? attempt.refused(errors)
    : attempt.invalidResponse('. Check the storage of the server and any proxy in between.')
}

function errorsIn(text: string): readonly unknown[] {
  try {
    return list(field(JSON.parse(text), 'errors'))
  } catch {
    return []
  }
}

/** Documents are as confidential as the credential: they do not leave https for plain http. */
function storageUrl(text: string, api: URL): URL {
  try {
    const url = new URL(text)
    if (url.protocol === 'https:' || (url.protocol === 'http:' && api.protocol === 'http:')) return url
  } catch {
    // Rejected below, without repeating the value.
  }
  throw new LatchkeyError('The server returned a storage address that is not an https URL.')
}
