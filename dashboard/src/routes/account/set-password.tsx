import { useEffect, useState } from 'react'
import { PasswordField } from './field.tsx'
import { Form } from './form.tsx'
import { takeToken } from './one-time-token.ts'
import { send } from './send.ts'
import { Done } from './success-message.tsx'

const another = (
  <p>
    <a href="/forgot-password">Request a new link</a>
  </p>
)

// "Forgot password?" does not replace a revoked invitation.
const ask = <p>Ask the person who invited you to send a new invitation.</p>

/**
 * Target of mailed links. The token is kept in memory only: after a reload the user must open the link again.
 */
export function SetPassword({ first, invited }: { first: string; invited: boolean }) {
  const [token, setToken] = useState(first)
  const [done, setDone] = useState(false)

  // Another link opened in this tab changes only the URL fragment, so the browser does not reload the page.
  useEffect(() => {
    const onLink = () => {
      const next = takeToken()
      if (next === '') return
      setToken(next)
      setDone(false)
    }
    addEventListener('hashchange', onLink)
    return () => removeEventListener('hashchange', onLink)
  }, [])

  if (done)
    return (
      <Done>
        <p>
          {invited
            ? 'Your password is set. You can sign in now.'
            : 'Your password is set. All sessions that used the old password have ended.'}
        </p>
        <p>
          <a href="/login">Sign in</a>
        </p>
      </Done>
    )
  if (token === '')
    return (
      <>
        <p>This page works only with a link from an email. Open the link again or request a new one.</p>
        {invited ? ask : another}
      </>
    )
  return (
    <Form
      key={token}
      action="Set password"
      help={{ TOKEN_INVALID: invited ? ask : another }}
      send={async (given) => {
        const sent = await send('/auth/password/reset', { token, password: given('password') })
        if ('problem' in sent) return sent.problem
        setDone(true)
        return null
      }}
    >
      <PasswordField
        name="password"
        label={invited ? 'Password' : 'New password'}
        autoComplete="new-password"
        hint="At least 12 characters. Several random words work well."
      />
    </Form>
  )
}
