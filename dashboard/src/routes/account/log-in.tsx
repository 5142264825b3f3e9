import { useState } from 'react'
import { EnvironmentNotice } from './environment-notice.tsx'
import { PasswordField, TextField } from './field.tsx'
import { Form } from './form.tsx'
import { send } from './send.ts'

const ENVIRONMENTS = ['DEVELOPMENT', 'PRODUCTION']

export function LogIn() {
  const [environment, setEnvironment] = useState('DEVELOPMENT')
  return (
    <>
      <Form
        action={environment === 'PRODUCTION' ? 'Sign in to PRODUCTION' : 'Sign in'}
        send={async (given) => {
          const [username, password] = [given('username'), given('password')]
          const sent = await send('/auth/login', { username, password, environment: given('environment') })
          if ('problem' in sent) return sent.problem
          // replace(), so that the back button does not return to the form with the password in it.
          location.replace('/graphiql')
          return null
        }}
      >
        <TextField name="username" label="User name" autoComplete="username" />
        <PasswordField name="password" label="Password" autoComplete="current-password" />
        <fieldset className="choice">
          <legend>Environment</legend>
          {ENVIRONMENTS.map((value) => (
            <label key={value}>
              <input
                type="radio"
                name="environment"
                value={value}
                checked={environment === value}
                onChange={() => setEnvironment(value)}
              />{' '}
              {value}
            </label>
          ))}
        </fieldset>
        <EnvironmentNotice environment={environment} />
      </Form>
      <p>
        <a href="/forgot-password">Forgot password?</a>
      </p>
    </>
  )
}
