// One mutation field per document: a second that failed would null away a secret of the first, which is shown once.

import { Problem } from '@latchkey/schema/problem.ts'
import {
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'

export function useOneMutation(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(oneMutation)
    },
  }
}

const oneMutation: ValidationRule = (context: ValidationContext) => ({
  OperationDefinition(operation) {
    if (operation.operation !== 'mutation' || countFields(context, operation.selectionSet, new Set()) <= 1)
      return
    context.reportError(
      new Problem(
        'BAD_REQUEST',
        'One mutation field per document. Send the others in requests of their own.',
      ),
    )
  },
})

function countFields(
  context: ValidationContext,
  { selections }: SelectionSetNode,
  seen: Set<FragmentDefinitionNode>,
): number {
  let count = 0
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) count += 1
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      count += countFields(context, selection.selectionSet, seen)
    else {
      const fragment = context.getFragment(selection.name.value)
      // A fragment of a circle of fragments is another rule's to refuse; here it must only not go round for ever.
      if (!fragment || seen.has(fragment)) continue
      count += countFields(context, fragment.selectionSet, new Set([...seen, fragment]))
    }
  }
  return count
}
