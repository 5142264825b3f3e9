// Exports `send`, which the account pages use to call /auth/.

import { field, list, text } from '../../lib/json.ts'

/** An error from the server, or one created here if the server sent none. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly issues: readonly { readonly path: string; readonly message: string }[]
}

export type Sent = { readonly answer: unknown } | { readonly problem: Problem }

/** POSTs fields to a route of /auth/ as a same-origin request. */
export async function send(path: string, fields: object): Promise<Sent> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(fields),
      credentials: 'same-origin',
      cache: 'no-store',
    })
    const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null)
    return response.ok ? { answer } : { problem: problemIn(answer, response.status) }
  } catch {
    return { problem: ours('The server cannot be reached. Try again in a moment.') }
  }
}

function problemIn(answer: unknown, status: number): Problem {
  const error = list(field(answer, 'errors'))[0]
  const message = text(field(error, 'message'))
  if (message === '')
    return ours(`The server responded with HTTP ${status} and no error message. Try again in a moment.`)
  const extensions = field(error, 'extensions')
  const issues = list(field(extensions, 'issues')).map((issue) => ({
    path: text(field(issue, 'path')),
    message: text(field(issue, 'message')),
  }))
  return { code: text(field(extensions, 'code')), message, issues }
}

function ours(message: string): Problem {
  return { code: '', message, issues: [] }
}
