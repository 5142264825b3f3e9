// The one thing that is meant by an id or a name.

import { Issues } from '@latchkey/schema/validation/issues.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** The one of `found` that is meant; refuses when there is none, and when a name is borne by several. */
export function findByIdOrName<T extends Named>(what: string, wanted: string, found: readonly T[]): T {
  const [first, second] = found
  if (first !== undefined && second === undefined) return first
  const issues = new Issues()
  if (first === undefined)
    issues.add(what, 'NOT_FOUND', `No ${what} has the id or the whole name “${wanted}”.`)
  else
    issues.add(
      what,
      'AMBIGUOUS',
      `Several have this name: ${found.map(({ id }) => id).join(', ')}. Give an id.`,
    )
  issues.refuse()
  throw new Error('Issues were not refused.')
}
