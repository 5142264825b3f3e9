// Issues: collects all input errors of a request into one VALIDATION_FAILED. Used by all mutations.

import { type Issue, Problem } from '../graphql/problem.ts'
import {
  canonicalText,
  hasBidiControls,
  hasCombiningRun,
  hasControls,
  isWellFormedText,
  visibleLength,
} from './text.ts'

interface TextRules {
  /** Minimum number of visible characters. */
  readonly min?: number
  readonly max: number
  /** Allows line breaks, tabs and bidirectional controls: for notes and messages, not for names. */
  readonly multiline?: boolean
}

/** Message for text with half of a surrogate pair. */
export const ILL_FORMED =
  'The text is not well-formed Unicode: it contains half of a surrogate pair (U+D800 to U+DFFF). Check where it was cut or decoded.'

export class Issues {
  readonly #found: Issue[] = []

  add(path: string, code: string, message: string): void {
    this.#found.push({ path, code, message })
  }

  get found(): readonly Issue[] {
    return this.#found
  }

  /** The text in NFC, trimmed. Adds an issue if its length (in code points) or a character is not allowed. */
  text(path: string, value: string, { min = 1, max, multiline = false }: TextRules): string {
    if (!isWellFormedText(value)) {
      this.add(path, 'ILL_FORMED_TEXT', ILL_FORMED)
      return ''
    }
    const text = canonicalText(multiline ? value.replace(/\r\n?/g, '\n') : value)
    const length = [...text].length
    if (visibleLength(text) < min)
      this.add(
        path,
        'TOO_SHORT',
        `At least ${min} visible character${min === 1 ? '' : 's'}, not counting space around the text.`,
      )
    if (length > max) this.add(path, 'TOO_LONG', `At most ${max} characters; this text has ${length}.`)
    if (hasControls(text, { multiline }))
      this.add(
        path,
        'CONTROL_CHARACTERS',
        multiline
          ? 'No control characters except line breaks and tabs.'
          : 'No line breaks or other control characters.',
      )
    if (hasCombiningRun(text))
      this.add(path, 'TOO_MANY_COMBINING_MARKS', 'At most 30 combining marks in a row.')
    if (!multiline && hasBidiControls(text))
      this.add(
        path,
        'BIDI_CONTROLS',
        'No bidirectional control characters such as U+202E: they change the order in which text is shown.',
      )
    return text
  }

  /** Like `text`, for a value that may be absent or null. */
  optionalText(path: string, value: string | null | undefined, rules: TextRules): string | null {
    return value == null ? null : this.text(path, value, rules)
  }

  /** Throws VALIDATION_FAILED with all collected issues, if any. */
  throwIfAny(): void {
    if (this.#found.length === 0) return
    const [first] = this.#found
    const more = this.#found.length > 1 ? ` (and ${this.#found.length - 1} more, see issues)` : ''
    throw new Problem('VALIDATION_FAILED', `${first?.path}: ${first?.message}${more}`, this.#found)
  }
}
