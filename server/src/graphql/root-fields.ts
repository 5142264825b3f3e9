// rootFieldsOf, fragmentsOf: root fields for costs, limits and metrics. Used in graphql/.

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/**
 * Returns the root fields by response name, without `__typename`. Visits each fragment once, so cycles end.
 */
export function rootFieldsOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlyMap<string, FieldNode> {
  const fragments = fragmentsOf(document)
  const found = new Map<string, FieldNode>()
  const look = ({ selections }: SelectionSetNode) => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) look(selection.selectionSet)
      else if (selection.kind === Kind.FIELD) {
        const name = selection.name.value
        if (name !== '__typename') found.set(selection.alias?.value ?? name, selection)
      } else {
        const fragment = fragments.get(selection.name.value)
        fragments.delete(selection.name.value)
        if (fragment !== undefined) look(fragment.selectionSet)
      }
    }
  }
  look(operation.selectionSet)
  return found
}

export function fragmentsOf({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]))
}
