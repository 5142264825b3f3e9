// Turns the `apiKey` or `accessToken` option into request headers. Used by client.ts and log-in.ts.

import { LatchkeyError } from './errors.ts'
import type { AccessToken, LatchkeyOptions } from './options.ts'

export interface Credential {
  readonly headers: Readonly<Record<string, string>>
  /** Error messages must not contain this value. They show `label` instead. */
  readonly secret: string
  readonly label: string
}

/** Called before each attempt, because a token may have been renewed since the last one. */
export type Credentials = () => Promise<Credential>

export function credentialsOf({ apiKey, accessToken }: LatchkeyOptions): Credentials {
  if (!apiKey && !accessToken)
    throw new LatchkeyError('Pass `apiKey`, for example process.env.LATCHKEY_API_KEY, or `accessToken`.')
  if (apiKey && accessToken) throw new LatchkeyError('Pass either `apiKey` or `accessToken`, not both.')
  return apiKey ? ofApiKey(apiKey) : ofAccessToken(accessToken)
}

export function bearer(token: string): Credential {
  return { headers: { authorization: `Bearer ${token}` }, secret: token, label: 'the access token' }
}

function ofApiKey(apiKey: string): Credentials {
  if (!isHeaderValue(apiKey))
    throw new LatchkeyError(
      '`apiKey` contains characters that no API key has, such as a space or a line break. Copy it again.',
    )
  const credential = { headers: { 'x-api-key': apiKey }, secret: apiKey, label: 'the API key' }
  return async () => credential
}

function ofAccessToken(given: AccessToken | undefined): Credentials {
  if (typeof given !== 'function' && !isHeaderValue(given)) throw noToken()
  return async () => {
    const token = typeof given === 'function' ? await given() : given
    if (!isHeaderValue(token)) throw noToken()
    return bearer(token)
  }
}

function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
}

function noToken(): LatchkeyError {
  return new LatchkeyError(
    '`accessToken` must be a bearer token, without a prefix or spaces, or a function that returns one.',
  )
}
