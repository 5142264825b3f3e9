import { useState } from 'react'
import { field, text } from '../../lib/json.ts'
import { TextField } from './field.tsx'
import { Form } from './form.tsx'
import { send } from './send.ts'
import { Done } from './success-message.tsx'

/** Requests a reset link by mail. Neither this page nor the server reveals whether the user exists. */
export function ForgotPassword() {
  const [message, setMessage] = useState('')
  return (
    <>
      {message === '' ? (
        <Form
          action="Send me a link"
          send={async (given) => {
            const sent = await send('/auth/password/forgotten', { login: given('login') })
            if ('problem' in sent) return sent.problem
            setMessage(
              text(field(sent.answer, 'message')) || 'If the user exists, we have sent an email with a link.',
            )
            return null
          }}
        >
          <TextField name="login" label="User name or email address" autoComplete="username" />
        </Form>
      ) : (
        <Done>
          <p>{message}</p>
        </Done>
      )}
      <p>
        <a href="/login">Sign in</a>
      </p>
    </>
  )
}
