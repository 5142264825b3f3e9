import { field, list, text } from './json.ts'

/** Who is logged in here, as far as the server says; the cookie itself is out of any page's reach. */
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

const WHO = '{ viewer { environment user { username role } funder { name } } }'

export async function askSession(): Promise<Session> {
  try {
    const response = await postJson('/graphql', { query: WHO })
    if (response.status === 401) return { is: 'nobody' }
    return sessionIn(await response.json().catch(() => null), response.status)
  } catch {
    return { is: 'unknown', why: 'The server cannot be reached.' }
  }
}

/** Null if it was done, or else why not. */
export async function logOut(): Promise<string | null> {
  try {
    const { ok, status } = await postJson('/auth/logout', {})
    return ok ? null : `Not logged out: the server answered ${status}.`
  } catch {
    return 'Not logged out: the server cannot be reached.'
  }
}

function postJson(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const options = { headers, credentials: 'same-origin', cache: 'no-store' } as const
  return fetch(path, { method: 'POST', body: JSON.stringify(body), ...options })
}

function sessionIn(answer: unknown, status: number): Session {
  const viewer = field(field(answer, 'data'), 'viewer')
  const user = field(viewer, 'user')
  const username = text(field(user, 'username'))
  if (username === '') {
    const why = text(field(list(field(answer, 'errors'))[0], 'message'))
    return { is: 'unknown', why: why || `The server answered ${status}.` }
  }
  return {
    is: 'somebody',
    username,
    role: text(field(user, 'role')),
    funder: text(field(field(viewer, 'funder'), 'name')),
    environment: text(field(viewer, 'environment')),
  }
}
