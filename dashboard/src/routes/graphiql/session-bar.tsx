import { useState } from 'react'
import { logOut, type Session } from '../../lib/session.ts'

/** Whose key was given. What is wrong with it is said beside it. */
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

/** Who asks when no key is given, and how to become somebody or nobody. */
export function SessionBar({ session }: { session: Session }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  async function leave() {
    setBusy(true)
    const why = await logOut()
    // What was asked is gone from the screen, and the button back does not bring it again.
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
            Log out
          </button>
          {problem !== '' && <p role="alert">{problem}</p>}
        </div>
      )
    default:
      return (
        <div className="session">
          {session.is === 'unknown' && <p>{session.why}</p>}
          <a href="/login">Log in</a>
        </div>
      )
  }
}
