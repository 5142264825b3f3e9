// Turns the `apiKey` or `accessToken` option into request headers. Used by client.ts and log-in.ts.

import { LatchkeyError } from './errors.ts'
import type { AccessToken, ApiKeyOption, LatchkeyOptions } from './options.ts'
import { environmentVariable, isBrowser } from './setup/environment.ts'
import { checkKey } from './setup/key-format.ts'

export interface Credential {
  readonly headers: Readonly<Record<string, string>>
  /** Error messages must not contain this value. They show `label` instead. */
  readonly secret: string
  readonly label: string
}

/** Called before each attempt, because a token may have been renewed since the last one. */
export type Credentials = () => Promise<Credential>

export interface CredentialSource {
  readonly credentials: Credentials
  /** How often a call may change its secret before it fails. */
  readonly maxChanges: number
  /** The server no longer accepts this secret: use the next one from now on, if there is one. */
  readonly reject: (secret: string) => void
}

export function credentialsOf(options: LatchkeyOptions): CredentialSource {
  const {
    accessToken,
    apiKey = accessToken === undefined ? environmentVariable('LATCHKEY_API_KEY') : undefined,
  } = options
  if (!apiKey && !accessToken)
    throw new LatchkeyError(
      'Pass `apiKey`, or set the environment variable LATCHKEY_API_KEY, or pass `accessToken`.',
    )
  if (apiKey && accessToken) throw new LatchkeyError('Pass either `apiKey` or `accessToken`, not both.')
  if (!apiKey) return ofAccessToken(accessToken)
  if (isBrowser() && options.dangerouslyAllowBrowser !== true)
    throw new LatchkeyError(
      'The client does not send an API key from a browser, because everyone who opens the page can read it. Call Latchkey from a server, or pass `accessToken` of a signed-in user. For a tool whose users enter their own key, and for tests with jsdom, pass `dangerouslyAllowBrowser: true`.',
    )
  return ofApiKey(apiKey)
}

export function bearer(token: string): Credential {
  return { headers: { authorization: `Bearer ${token}` }, secret: token, label: 'the access token' }
}

function keyCredential(key: unknown): Credential {
  checkKey(key)
  return { headers: { 'x-api-key': key }, secret: key, label: 'the API key' }
}

function ofApiKey(apiKey: ApiKeyOption): CredentialSource {
  // The function may return another key when it is called again.
  if (typeof apiKey === 'function')
    return { credentials: async () => keyCredential(await apiKey()), maxChanges: 1, reject: () => {} }
  const given: readonly unknown[] = Array.isArray(apiKey) ? apiKey.filter(Boolean) : [apiKey]
  const [first, ...others] = given.map(keyCredential)
  if (first === undefined) throw new LatchkeyError('`apiKey` is a list without a key. Pass at least one.')
  const all = [first, ...others]
  let current = first
  return {
    credentials: async () => current,
    maxChanges: others.length,
    reject: (secret) => {
      // Another call may have moved on already.
      if (current.secret === secret) current = all[(all.indexOf(current) + 1) % all.length] ?? first
    },
  }
}

function ofAccessToken(given: AccessToken | undefined): CredentialSource {
  if (typeof given !== 'function' && !isToken(given)) throw noToken()
  const credentials = async () => {
    const token = typeof given === 'function' ? await given() : given
    if (!isToken(token)) throw noToken()
    return bearer(token)
  }
  return { credentials, maxChanges: typeof given === 'function' ? 1 : 0, reject: () => {} }
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
}

function noToken(): LatchkeyError {
  return new LatchkeyError(
    '`accessToken` must be a bearer token, without a prefix or spaces, or a function that returns one.',
  )
}
