// Reads the current session or key holder from the server, and signs out.

import { field, list, text } from './json.ts'
import { headersWith } from './post.ts'

/**
 * The signed-in user or the holder of the key, as the server reports it. No page can read the session cookie.
 */
export type Session =
  | { readonly is: 'asking' }
  | { readonly is: 'nobody' }
  | { readonly is: 'unknown'; readonly why: string }
  | {
      readonly is: 'somebody'
      readonly username: string
      readonly role: string
      readonly funder: string
      readonly environment: string
    }
  | { readonly is: 'key'; readonly name: string; readonly funder: string; readonly environment: string }

const WHO = '{ viewer { environment user { username role } apiKey { name } funder { name } } }'

/** Uses the key, or the browser session if `key` is ''. */
export async function askSession(key = ''): Promise<Session> {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: headersWith(key, {}),
      body: JSON.stringify({ query: WHO }),
      credentials: key === '' ? 'same-origin' : 'omit',
      cache: 'no-store',
    })
    if (response.status === 401) return { is: 'nobody' }
    return sessionIn(await response.json().catch(() => null), response.status)
  } catch {
    return { is: 'unknown', why: 'The server cannot be reached. Try again.' }
  }
}

export function environmentOf(session: Session): string | null {
  return 'environment' in session ? session.environment : null
}

/** Returns null on success, otherwise an error message. */
export async function logOut(): Promise<string | null> {
  try {
    const { ok, status } = await postJson('/auth/logout', {})
    return ok ? null : `Sign-out failed: the server responded with HTTP ${status}. Try again.`
  } catch {
    return 'Sign-out failed: the server cannot be reached. Try again.'
  }
}

function postJson(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const options = { headers, credentials: 'same-origin', cache: 'no-store' } as const
  return fetch(path, { method: 'POST', body: JSON.stringify(body), ...options })
}

function sessionIn(answer: unknown, status: number): Session {
  const viewer = field(field(answer, 'data'), 'viewer')
  const environment = text(field(viewer, 'environment'))
  const funder = text(field(field(viewer, 'funder'), 'name'))
  const name = text(field(field(viewer, 'apiKey'), 'name'))
  const user = field(viewer, 'user')
  const username = text(field(user, 'username'))
  if (name !== '') return { is: 'key', name, funder, environment }
  if (username !== '')
    return { is: 'somebody', username, role: text(field(user, 'role')), funder, environment }
  const why = text(field(list(field(answer, 'errors'))[0], 'message'))
  return { is: 'unknown', why: why || `The server responded with HTTP ${status}. Try again.` }
}
