// Result of one doctor check: its name, whether it passed, what was found and what to do.

export interface Finding {
  readonly check: string
  readonly ok: boolean
  /** Passed, but worth knowing for some deployments. */
  readonly note?: true
  readonly message: string
}

/** Runs a query on the database and returns the rows. */
export type Examine = <Row extends object>(sql: string) => Promise<readonly Row[]>

export function passed(check: string, message: string): Finding {
  return { check, ok: true, message }
}

export function note(check: string, message: string): Finding {
  return { check, ok: true, note: true, message }
}

export function failed(check: string, message: string): Finding {
  return { check, ok: false, message }
}

/** Joins the first five names for one line of output. */
export function summarize(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}
