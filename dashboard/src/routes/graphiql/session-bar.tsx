import { useState } from 'react'
import { logOut, type Session } from '../../lib/session.ts'

/** Shows the name and funder of the key. The key bar shows errors next to the input. */
export function KeyHolder({ holder }: { holder: Session }) {
  return (
    <div className="session">
      {holder.is === 'key' && (
        <p>
          Key <strong>{holder.name}</strong> of {holder.funder}
        </p>
      )}
    </div>
  )
}

/**
 * Shows who is signed in, with links to sign in, change the password or sign out. Used while no key is entered.
 */
export function SessionBar({ session }: { session: Session }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  async function leave() {
    setBusy(true)
    const why = await logOut()
    // replace() removes the results from the screen, and the back button does not restore them.
    if (why === null) return location.replace('/login')
    setBusy(false)
    setProblem(why)
  }

  switch (session.is) {
    case 'asking':
    case 'key':
      return <div className="session" />
    case 'somebody':
      return (
        <div className="session">
          <p>
            <strong>{session.username}</strong> ({session.role}) at {session.funder}
          </p>
          <a href="/change-password">Change password</a>
          <button type="button" disabled={busy} onClick={leave}>
            Sign out
          </button>
          {problem !== '' && <p role="alert">{problem}</p>}
        </div>
      )
    default:
      return (
        <div className="session">
          {session.is === 'unknown' && <p>{session.why}</p>}
          <a href="/login">Sign in</a>
        </div>
      )
  }
}
