// relationshipNotFound: the NOT_FOUND error of a relationship id. Used by queries and mutations.

import { displayId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'

export function relationshipNotFound(id: string): Problem {
  return new Problem(
    'NOT_FOUND',
    `There is no relationship ${displayId(id)}. Use the query relationships to find the id.`,
  )
}
