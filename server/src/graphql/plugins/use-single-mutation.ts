// One mutation field per document: a second that failed would null away a secret of the first, which is shown once.

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
        'One mutation field per document. Send the others in requests of their own.',
      ),
    )
  },
})

// Each fragment is counted once, however often it is spread: fragments of fragments would double the work at each step.
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
  // While it is being counted it counts nothing, so that a circle of fragments ends; another rule refuses it.
  counts.set(name, 0)
  const fragment = context.getFragment(name)
  const count = fragment ? countFields(context, fragment.selectionSet, counts) : 0
  counts.set(name, count)
  return count
}
