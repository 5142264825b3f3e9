import { createContext, type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react'
import type { Problem } from './send.ts'

interface FormProps {
  /** Label of the submit button. */
  readonly action: string
  /** Submits the values. Returns null on success. */
  readonly send: (given: (name: string) => string) => Promise<Problem | null>
  /** Help for a problem, by its code. */
  readonly help?: Readonly<Record<string, ReactNode>>
  readonly children: ReactNode
}

interface FormState {
  readonly busy: boolean
  readonly problem: Problem | null
}

/** Passes the state of the form to its fields. */
export const FormContext = createContext<FormState>({ busy: false, problem: null })

/** Id of the error message, for `aria-describedby` of the invalid fields. */
export const PROBLEM_ID = 'problem'

/**
 * A form that allows one submission at a time. On failure it focuses the invalid field or else the error
 * message.
 */
export function Form({ action, send, help = {}, children }: FormProps) {
  const [state, setState] = useState<FormState>({ busy: false, problem: null })
  const form = useRef<HTMLFormElement>(null)
  const words = useRef<HTMLDivElement>(null)
  const { busy, problem } = state

  useEffect(() => {
    if (problem === null) return
    const wrong = form.current?.querySelector<HTMLInputElement>('[aria-invalid=true]')
    ;(wrong ?? words.current)?.focus()
  }, [problem])

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    setState({ busy: true, problem: null })
    const problem = await send((name) => String(given.get(name) ?? ''))
    setState({ busy: false, problem })
  }

  return (
    <form ref={form} onSubmit={submit} aria-busy={busy}>
      <div role="alert" id={PROBLEM_ID} ref={words} tabIndex={-1}>
        {problem && (
          <>
            {sentences(problem).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
            {help[problem.code]}
          </>
        )}
      </div>
      <FormContext value={state}>
        <fieldset className="plain" disabled={busy}>
          {children}
          <button type="submit">{busy ? 'Sending …' : action}</button>
        </fieldset>
      </FormContext>
    </form>
  )
}

function sentences({ message, issues }: Problem): readonly string[] {
  return issues.length > 0 ? issues.map((issue) => issue.message) : [message]
}
