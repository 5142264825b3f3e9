// Exports `findByIdOrName`, which commands use to resolve an id or a name.

import { Issues } from '@latchkey/schema/validation/issues.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/**
 * Returns the record that `idOrName` identifies. Throws if there is none or if several records have the name.
 */
export function findByIdOrName<T extends Named>(what: string, idOrName: string, found: readonly T[]): T {
  const [first, second] = found
  if (first !== undefined && second === undefined) return first
  const issues = new Issues()
  if (first === undefined)
    issues.add(
      what,
      'NOT_FOUND',
      `No ${what} has the id or full name “${idOrName}”. Use the list command to find it.`,
    )
  else
    issues.add(
      what,
      'AMBIGUOUS',
      `Several records have this name: ${found.map(({ id }) => id).join(', ')}. Pass an id instead.`,
    )
  issues.throwIfAny()
  throw new Error('issues.throwIfAny() did not throw.')
}
