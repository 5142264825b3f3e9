// createComplexityCheck: computes the cost of an operation before execution. Used by useComplexity.

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
  /** Upper bound of the rows that the operation reads. */
  readonly complexity: number
  /** Number of distinct root fields in the response, at least 1. */
  readonly rootFields: number
}

/**
 * All SDK operations fit at their largest page size. The most expensive, a page of submissions, costs 4,445.
 */
export const MAX_COMPLEXITY = 5_000

/** Variable-independent data of one operation, and a cache of complexities by variable values. */
interface AnalyzedOperation {
  readonly alone: DocumentNode
  readonly rootFields: number
  /** Names of the variables that can affect the number of rows. */
  readonly sizes: readonly string[]
  readonly complexities: Map<string, number>
}

// Limits of the complexity cache per operation: about 4 KB, which documents.ts includes in its estimate.
const MAX_CACHED = 20
const MAX_CACHED_LENGTH = 50
const HOUR_MS = 3_600_000
/** Types of page sizes and of usage ranges. */
const SIZES: readonly (string | null)[] = ['Int', 'DateTime', 'UsagePeriod']

/**
 * Expects a valid document; `now` is the principal's time. Throws QUERY_TOO_COMPLEX, or a validation error if
 * the value of a size variable is invalid.
 */
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
  // The Pothos plugin always uses the first operation of a document and coerces all its variables. So build a
  // document that contains only the selected operation and its size variables.
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
  // An open-ended usage range gets longer every hour, so the hour is part of the cache key.
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
    `This document can read ${complexity} rows; the limit is ${MAX_COMPLEXITY} per request. Request smaller pages (\`first\`) or fewer lists.`,
  )
}
