// One line of the doctor: what was looked at, whether it is well, what was seen and, if it is not well, what to do.

export interface Finding {
  readonly check: string
  readonly ok: boolean
  /** It is well for some, and worth knowing for others. */
  readonly note?: true
  readonly says: string
}

/** Asks the database; answers the rows. */
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

/** The first few of many, for a line. */
export function summarize(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}
