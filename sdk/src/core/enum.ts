// enumOf: makes the runtime objects of enums, such as `SubmissionStatus`. Used by generated/enums.ts.

/** What every runtime enum has in addition to its values. */
export interface EnumHelpers<Value extends string> {
  /** All values that this version knows, for example for the options of a select. */
  readonly values: readonly Value[]
  /** Whether this version knows the value. Narrows a value of a response, which may be newer. */
  readonly is: (value: unknown) => value is Value
}

export type EnumObject<Members extends Readonly<Record<string, string>>> = Readonly<Members> &
  EnumHelpers<Members[keyof Members]>

export function enumOf<const Members extends Readonly<Record<string, string>>>(
  members: Members,
): EnumObject<Members> {
  type Value = Members[keyof Members]
  const known = new Set<unknown>(Object.values(members))
  const is = (value: unknown): value is Value => known.has(value)
  const values = Object.freeze(Object.values(members).filter(is))
  return Object.freeze({ ...members, values, is })
}
