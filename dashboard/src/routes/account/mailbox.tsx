import { useEffect, useState } from 'react'
import { type Mail, readMails } from './mails.ts'

/** Shows the mails that a development server has sent, newest first. */
export function Mailbox() {
  const [mails, setMails] = useState<readonly Mail[]>([])
  const [says, setSays] = useState('')
  const [busy, setBusy] = useState(false)

  async function look() {
    setBusy(true)
    const found = await readMails()
    setMails('mails' in found ? found.mails : [])
    setSays('mails' in found ? countOf(found.mails) : found.says)
    setBusy(false)
  }
  // Load once, when the page opens.
  useEffect(() => void look(), [])

  return (
    <>
      <div className="beside">
        <p role="status">{busy ? 'Loading …' : says}</p>
        <button type="button" className="quiet" disabled={busy} onClick={look}>
          Refresh
        </button>
      </div>
      {mails.map((mail) => (
        <article key={mail.id} aria-labelledby={mail.id}>
          <h2 id={mail.id}>{mail.subject}</h2>
          <p className="hint">
            To {mail.to}, <time dateTime={mail.at}>{new Date(mail.at).toLocaleString()}</time>
          </p>
          <p className="mail">{withLinks(mail.text)}</p>
        </article>
      ))}
    </>
  )
}

function countOf({ length }: readonly Mail[]): string {
  return length === 0 ? 'No emails yet.' : `${length} email${length === 1 ? '' : 's'}, newest first.`
}

/**
 * Turns web addresses in a text into links: every second part of the split is an address. A text never
 * changes, so the index is a stable key.
 */
function withLinks(text: string) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <a key={index} href={part} rel="noreferrer">
        {part}
      </a>
    ),
  )
}
