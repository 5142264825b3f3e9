import type { ChangeEvent, ReactNode, SyntheticEvent } from 'react'
import icon from '../../icon.svg'
import type { SchemaState } from './schema-state.ts'

type Field = HTMLInputElement

interface KeyBarProps {
  readonly onKey: (key: string) => void
  readonly schema: SchemaState
  /** Shown next to the key input: the environment, and the user or the key holder. */
  readonly children: ReactNode
}

/** Input for the API key. A pasted key is used at once, a typed one when complete: on Enter or blur. */
export function KeyBar({ onKey, schema, children }: KeyBarProps) {
  const use = (event: SyntheticEvent<Field>) => onKey(event.currentTarget.value.trim())

  return (
    <header className="key-bar">
      <h1>
        <img src={icon} alt="" width="24" height="24" /> Latchkey <span>GraphiQL</span>
      </h1>
      {children}
      <div className="key">
        <label htmlFor="api-key">
          API key <code>(x-api-key)</code>
        </label>
        <input
          id="api-key"
          type="password"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          data-1p-ignore
          data-bwignore
          data-lpignore="true"
          aria-describedby="schema-state"
          onChange={(event) => isComplete(event) && use(event)}
          onKeyDown={(event) => event.key === 'Enter' && use(event)}
          onBlur={use}
        />
        <p id="schema-state" role="status" data-state={schema.is}>
          {schema.says}
        </p>
      </div>
    </header>
  )
}

function isComplete({ currentTarget, nativeEvent }: ChangeEvent<Field>): boolean {
  if (currentTarget.value === '') return true
  const how = nativeEvent instanceof InputEvent ? nativeEvent.inputType : ''
  return !how.startsWith('delete') && !['insertText', 'insertCompositionText'].includes(how)
}
