// What a request to the API asked for, as far as it is of the schema: for metrics and traces, which nothing else of a
// document may reach.

import { isRootField, type RootField } from '@latchkey/schema/access/who-may.ts'
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type SelectionSetNode,
} from 'graphql'

/** Filled in when a document is executed; empty before, and for documents that never are. */
export interface Asked {
  type: OperationTypeNode | null
  /** In the order of the document, each once. */
  rootFields: readonly RootField[]
  /** False for a rotation without a grace. */
  graceful: boolean
}

export function nothingAsked(): Asked {
  return { type: null, rootFields: [], graceful: true }
}

/** The name that a request goes by. */
export function operationOf({ rootFields }: Asked): RootField | 'other' {
  return rootFields[0] ?? 'other'
}

type RootFieldNode = FieldNode & { readonly name: { readonly value: RootField } }

/** The root fields that are of the schema, of a document that is valid and so has no circle of fragments. */
export function rootFieldsOf(document: DocumentNode, operation: OperationDefinitionNode): RootFieldNode[] {
  const found: RootFieldNode[] = []
  // Fragments of fragments would double the work at each step, were each not looked into once.
  const seen = new Set<string>()
  const look = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (isOfSchema(selection)) found.push(selection)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) look(selection.selectionSet)
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value)
        const fragment = fragmentOf(document, selection.name.value)
        if (fragment) look(fragment.selectionSet)
      }
    }
  }
  look(operation.selectionSet)
  return found
}

function isOfSchema(field: FieldNode): field is RootFieldNode {
  return isRootField(field.name.value)
}

function fragmentOf({ definitions }: DocumentNode, name: string): FragmentDefinitionNode | undefined {
  return definitions.find(
    (one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name,
  )
}
