import { PasswordField, TextField } from './field.tsx'
import { Form } from './form.tsx'
import { send } from './send.ts'

export function LogIn() {
  return (
    <>
      <Form
        action="Log in"
        send={async (given) => {
          const [username, password] = [given('username'), given('password')]
          const sent = await send('/auth/login', { username, password, environment: given('environment') })
          if ('problem' in sent) return sent.problem
          // The button back does not bring the form again, with the password in it.
          location.replace('/graphiql')
          return null
        }}
      >
        <TextField name="username" label="User name" autoComplete="username" />
        <PasswordField name="password" label="Password" autoComplete="current-password" />
        <fieldset className="choice">
          <legend>Environment</legend>
          <label>
            <input type="radio" name="environment" value="DEVELOPMENT" defaultChecked /> DEVELOPMENT
          </label>
          <label>
            <input type="radio" name="environment" value="PRODUCTION" /> PRODUCTION
          </label>
        </fieldset>
      </Form>
      <p>
        <a href="/forgot-password">Forgot password?</a>
      </p>
    </>
  )
}
