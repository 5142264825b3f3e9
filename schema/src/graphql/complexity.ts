// Field complexity (at least the rows read) and its Pothos plugin. Used by builder.ts and fields.

import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import type { Context } from '../context.ts'
import { Problem } from './problem.ts'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      cost: CostPlugin<Types>
    }
  }
}

export const DEFAULT_PAGE_SIZE = 20
export const MAX_PAGE_SIZE = 100

/** For a list stored in the row of its parent: no additional read. */
export const IN_ROW = 0

/** For a list of at most `bound` rows: charges the rows, and the selection below once per row. */
export function listOf(bound: number): { field: number; multiplier: number } {
  return { field: bound, multiplier: bound }
}

/** For a connection: readPage reads one row more than the page size. A rejected size reads nothing. */
function pageOf({ first, last }: Readonly<Record<string, unknown>>): { field: number; multiplier: number } {
  const sizes = [first, last].filter((size) => typeof size === 'number')
  const size = sizes[0] ?? DEFAULT_PAGE_SIZE
  const isRejected = sizes.length > 1 || size < 1 || size > MAX_PAGE_SIZE
  return { field: 1, multiplier: isRejected ? 1 : size + 1 }
}

/** Gives every field a complexity, and rejects a field with a cost once its request is over. */
class CostPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (field.pothosOptions.complexity !== undefined) return field
    return { ...field, extensions: { ...field.extensions, complexity: costOf(field) } }
  }

  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { extensions }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (extensions?.['complexity'] === 0) return resolve
    return (parent, args, context, info) => {
      if (isContext(context) && context.isOver())
        throw new Problem('UNAVAILABLE', 'The request ended before this field was resolved.')
      return resolve(parent, args, context, info)
    }
  }
}

SchemaBuilder.registerPlugin('cost', CostPlugin)

function costOf<Types extends SchemaTypes>(field: PothosOutputFieldConfig<Types>) {
  if ('first' in field.args) return pageOf
  if (field.type.kind === 'List') {
    throw new Error(
      `${field.parentType}.${field.name} is a list: set its complexity to listOf() with its maximum length.`,
    )
  }
  return field.type.kind === 'Scalar' || field.type.kind === 'Enum' ? 0 : 1
}

function isContext<C extends object>(context: C): context is C & Pick<Context, 'isOver'> {
  return 'isOver' in context
}
