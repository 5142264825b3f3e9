// What an operation asks for: the rows it may read, and the fields of its root. Reckoned before anything is executed.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { complexityFromQuery } from '@pothos/plugin-complexity'
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql'
import { rootFieldsOf } from './root-fields.ts'

export interface Cost {
  /** Never less than the rows that are read. */
  readonly complexity: number
  /** How many different fields the answer has at its root: 1 or more. */
  readonly rootFields: number
}

/** Every operation of the SDK fits at its largest page; the dearest, a page of submissions, costs 3,738. */
export const MAX_COMPLEXITY = 5_000

/** Of one operation: what does not depend on variables, and what was reckoned with them so far. */
interface AnalyzedOperation {
  readonly alone: DocumentNode
  readonly rootFields: number
  /** The variables that can be sizes of what is read. */
  readonly sizes: readonly string[]
  readonly complexities: Map<string, number>
}

// The sizes of an operation that is kept: some 4 KB at most, which documents.ts counts.
const MAX_CACHED = 20
const MAX_CACHED_LENGTH = 50
const HOUR_MS = 3_600_000
/** The types of page sizes and periods. */
const SIZES: readonly (string | null)[] = ['Int', 'DateTime', 'UsagePeriod']

/** Throws QUERY_TOO_COMPLEX, and what is wrong with a variable for a size. For valid documents; `now` is the principal's. */
export function createComplexityCheck(schema: GraphQLSchema) {
  const known = new WeakMap<OperationDefinitionNode, AnalyzedOperation>()

  return (
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
    now: Date,
  ): Cost => {
    let analyzed = known.get(operation)
    if (analyzed === undefined) {
      analyzed = analyze(document, operation)
      known.set(operation, analyzed)
    }
    const { rootFields } = analyzed
    const complexity = complexityOf(schema, analyzed, variables, now)
    if (complexity > MAX_COMPLEXITY) throw tooComplex(complexity)
    return { complexity, rootFields }
  }
}

function analyze(document: DocumentNode, operation: OperationDefinitionNode): AnalyzedOperation {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ type }) =>
    SIZES.includes(typeName(type)),
  )
  const sizes = variableDefinitions.map(({ variable }) => variable.name.value)
  // The library takes the first operation of a document, whichever was chosen, and coerces all variables it declares.
  const definitions = [{ ...operation, variableDefinitions }, ...fragments]
  const alone: DocumentNode = { ...document, definitions }
  const rootFields = Math.max(1, rootFieldsOf(alone, operation).size)
  return { alone, rootFields, sizes, complexities: new Map() }
}

function complexityOf(
  schema: GraphQLSchema,
  { alone, sizes, complexities }: AnalyzedOperation,
  variables: Readonly<Record<string, unknown>>,
  now: Date,
): number {
  const given = sizes.map((name) => variables[name])
  // A range of usage that has no end grows with each hour.
  const hour = Math.floor(now.getTime() / HOUR_MS)
  const isKeepable = given.every((size) => size == null || Number.isInteger(size))
  const text = isKeepable ? [hour, ...given].map(String).join() : null
  const key = text !== null && text.length <= MAX_CACHED_LENGTH ? text : null
  const kept = key === null ? undefined : complexities.get(key)
  if (kept !== undefined) return kept
  const { complexity } = complexityFromQuery(alone, { schema, variables, ctx: { principal: { now } } })
  if (complexities.size >= MAX_CACHED) complexities.clear()
  if (key !== null) complexities.set(key, complexity)
  return complexity
}

function typeName(type: TypeNode): string | null {
  if (type.kind === Kind.NON_NULL_TYPE) return typeName(type.type)
  return type.kind === Kind.NAMED_TYPE ? type.name.value : null
}

function tooComplex(complexity: number): Problem {
  return new Problem(
    'QUERY_TOO_COMPLEX',
    `This may read ${complexity} rows; one request reads at most ${MAX_COMPLEXITY}. Ask for smaller pages (first) or fewer lists.`,
  )
}
