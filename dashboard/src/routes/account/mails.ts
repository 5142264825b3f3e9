// Exports `readMails`, which loads the mailbox of a development server.

import { field, list, text } from '../../lib/json.ts'

export interface Mail {
  readonly id: string
  readonly at: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Returns the mails, or the reason why there are none. */
export async function readMails(): Promise<{ readonly mails: Mail[] } | { readonly says: string }> {
  try {
    const response = await fetch('/mail/messages', { credentials: 'omit', cache: 'no-store' })
    if (response.status === 404) return { says: 'This server has no mailbox.' }
    if (!response.ok) return { says: `The server responded with HTTP ${response.status}. Try again.` }
    return { mails: list(await response.json()).map(mailOf) }
  } catch {
    return { says: 'The server cannot be reached. Try again.' }
  }
}

function mailOf(value: unknown): Mail {
  const of = (name: string) => text(field(value, name))
  return { id: of('id'), at: of('at'), to: of('to'), subject: of('subject'), text: of('text') }
}
