// Result of one doctor check: its name, whether it passed, what was found and what to do.

export interface Finding {
  readonly check: string
  readonly ok: boolean
  /** Passed, but worth knowing for some deployments. */
  readonly note?: true
  readonly says: string
}

/** Runs a query on the database and returns the rows. */
export type Examine = <Row extends object>(sql: string) => Promise<readonly Row[]>

export function passed(check: string, says: string): Finding {
  return { check, ok: true, says }
}

export function note(check: string, says: string): Finding {
  return { check, ok: true, note: true, says }
}

export function wrong(check: string, says: string): Finding {
  return { check, ok: false, says }
}

/** Joins the first five names for one line of output. */
export function summarize(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}
