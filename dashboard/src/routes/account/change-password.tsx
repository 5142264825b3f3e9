import { useEffect, useState } from 'react'
import { askSession, type Session } from '../../lib/session.ts'
import { EnvironmentNotice } from './environment-notice.tsx'
import { PasswordField } from './field.tsx'
import { Form } from './form.tsx'
import { send } from './send.ts'
import { Done } from './success-message.tsx'

const logIn = (
  <p>
    <a href="/login">Sign in</a>
  </p>
)

export function ChangePassword() {
  const [done, setDone] = useState(false)
  const [session, setSession] = useState<Session>({ is: 'asking' })
  useEffect(() => {
    askSession().then(setSession)
  }, [])
  if (done)
    return (
      <Done>
        <p>Your password is changed, and all your sessions have ended. Sign in with the new password.</p>
        {logIn}
      </Done>
    )
  return (
    <Form
      action="Change password"
      help={{ TOKEN_INVALID: logIn, UNAUTHENTICATED: logIn }}
      send={async (given) => {
        const [currentPassword, password] = [given('currentPassword'), given('password')]
        const sent = await send('/auth/password/change', { currentPassword, password })
        if (!('problem' in sent)) {
          setDone(true)
          return null
        }
        const { problem } = sent
        // The server's message also addresses API clients and mentions API keys. Replace it.
        if (problem.code === 'UNAUTHENTICATED')
          return { ...problem, message: 'You are not signed in, or your session has ended. Sign in again.' }
        return problem
      }}
    >
      {session.is === 'somebody' && (
        <EnvironmentNotice
          environment={session.environment}
          who={`${session.username} (${session.role}) at ${session.funder}`}
        />
      )}
      <PasswordField name="currentPassword" label="Current password" autoComplete="current-password" />
      <PasswordField
        name="password"
        label="New password"
        autoComplete="new-password"
        hint="At least 12 characters. Several random words work well."
      />
    </Form>
  )
}
