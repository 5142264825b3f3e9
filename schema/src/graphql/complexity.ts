// What a field costs, and the plugin that sees to it that every field says so: complexity is never less than the rows
// that are read from the database. It also starts no field that costs something once its request is over.

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

/** Of a list that is part of the row it belongs to: reading it reads nothing more. */
export const IN_ROW = 0

/** Of a list of at most so many rows: those, and for each of them what is selected below. */
export function listOf(bound: number): { field: number; multiplier: number } {
  return { field: bound, multiplier: bound }
}

/** Of a connection, whose pages readPage reads with one more. A size that it refuses reads nothing. */
function pageOf({ first, last }: Readonly<Record<string, unknown>>): { field: number; multiplier: number } {
  const sizes = [first, last].filter((size) => typeof size === 'number')
  const size = sizes[0] ?? DEFAULT_PAGE_SIZE
  const isRefused = sizes.length > 1 || size < 1 || size > MAX_PAGE_SIZE
  return { field: 1, multiplier: isRefused ? 1 : size + 1 }
}

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
      if (isContext(context) && context.isOver()) throw new Problem('UNAVAILABLE', 'The request is over.')
      return resolve(parent, args, context, info)
    }
  }
}

SchemaBuilder.registerPlugin('cost', CostPlugin)

function costOf<Types extends SchemaTypes>(field: PothosOutputFieldConfig<Types>) {
  if ('first' in field.args) return pageOf
  if (field.type.kind === 'List') {
    throw new Error(`${field.parentType}.${field.name} is a list: its complexity has to tell the bound.`)
  }
  return field.type.kind === 'Scalar' || field.type.kind === 'Enum' ? 0 : 1
}

function isContext<C extends object>(context: C): context is C & Pick<Context, 'isOver'> {
  return 'isOver' in context
}
