// useSingleMutation: allows one mutation field per document. Used by graphql-route.ts.
//
// If a second field failed, `data` would become null and the client would lose a secret that the first field
// returned. Secrets are shown only once.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { Kind, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql'
import type { Plugin } from 'graphql-yoga'

export function useSingleMutation(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(singleMutation)
    },
  }
}

const singleMutation: ValidationRule = (context: ValidationContext) => ({
  OperationDefinition(operation) {
    if (operation.operation !== 'mutation' || countFields(context, operation.selectionSet, new Map()) <= 1)
      return
    context.reportError(
      new Problem(
        'BAD_REQUEST',
        'A document can have only one mutation field. Send each of the others in a separate request.',
      ),
    )
  },
})

// Visits each fragment once, however often it is spread. Otherwise nested fragments could double the work at
// each level.
function countFields(
  context: ValidationContext,
  { selections }: SelectionSetNode,
  counts: Map<string, number>,
): number {
  let total = 0
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) total += 1
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      total += countFields(context, selection.selectionSet, counts)
    else total += countOfFragment(context, selection.name.value, counts)
  }
  return total
}

function countOfFragment(context: ValidationContext, name: string, counts: Map<string, number>): number {
  const known = counts.get(name)
  if (known !== undefined) return known
  // Count a fragment as 0 while it is being visited, so that a cycle ends. Another rule rejects cycles.
  counts.set(name, 0)
  const fragment = context.getFragment(name)
  const count = fragment ? countFields(context, fragment.selectionSet, counts) : 0
  counts.set(name, count)
  return count
}
