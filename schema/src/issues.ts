// Collects everything that is wrong with an input, so that the caller hears all of it at once and nothing is written.

import { type Issue, Problem } from './problem.ts'

interface Length {
  readonly min?: number
  readonly max: number
}

export class Issues {
  readonly #found: Issue[] = []

  add(path: string, code: string, message: string): void {
    this.#found.push({ path, code, message })
  }

  get found(): readonly Issue[] {
    return this.#found
  }

  /** The text without surrounding space; an issue when its length (in code points) or its characters are not acceptable. */
  text(path: string, value: string, { min = 1, max }: Length): string {
    const text = value.trim()
    const length = [...text].length
    if (length < min)
      this.add(
        path,
        'TOO_SHORT',
        `At least ${min} character${min === 1 ? '' : 's'}, not counting space around it.`,
      )
    if (length > max) this.add(path, 'TOO_LONG', `At most ${max} characters; these are ${length}.`)
    // Also those beyond ASCII, which terminals obey and pages break lines at.
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text))
      this.add(path, 'CONTROL_CHARACTERS', 'No line breaks or other control characters.')
    return text
  }

  /** The same for text that may be left out or null. */
  optionalText(path: string, value: string | null | undefined, length: Length): string | null {
    return value == null ? null : this.text(path, value, length)
  }

  /** Throws VALIDATION_FAILED with all that was found; does nothing when that is nothing. */
  refuse(): void {
    if (this.#found.length === 0) return
    const [first] = this.#found
    const more = this.#found.length > 1 ? ` (and ${this.#found.length - 1} more, see issues)` : ''
    throw new Problem('VALIDATION_FAILED', `${first?.path}: ${first?.message}${more}`, this.#found)
  }
}
