import { type InputHTMLAttributes, type ReactNode, use, useId, useState } from 'react'
import { FormContext, PROBLEM_ID } from './form.tsx'

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly autoComplete: string
  /** Help text above the input. */
  readonly hint?: string
}

/** A required text field with a label. */
export function TextField(props: FieldProps) {
  return <Labelled {...props} type="text" autoCapitalize="none" spellCheck={false} />
}

/** A required password field. The password can be shown until the form is submitted. */
export function PasswordField(props: FieldProps) {
  const [shown, setShown] = useState(false)
  const { busy } = use(FormContext)
  const what = props.label.toLowerCase()
  return (
    <Labelled
      {...props}
      type={shown && !busy ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      beside={
        <button type="button" className="quiet" onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'}
          <span className="unseen"> {what}</span>
        </button>
      }
    />
  )
}

type LabelledProps = FieldProps & { readonly beside?: ReactNode } & InputHTMLAttributes<HTMLInputElement>

function Labelled({ label, hint, beside, ...input }: LabelledProps) {
  const id = useId()
  const { problem } = use(FormContext)
  const wrong = problem?.issues.some(({ path }) => path === input.name) === true
  const describedBy = [hint && `${id}-hint`, wrong && PROBLEM_ID].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      <div className="beside">
        <input
          {...input}
          id={id}
          required
          aria-invalid={wrong || undefined}
          aria-describedby={describedBy || undefined}
        />
        {beside}
      </div>
    </div>
  )
}
