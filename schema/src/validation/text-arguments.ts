// Pothos plugin: rejects ill-formed Unicode in arguments, before resolvers run. Used by builder.ts.

import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import { ILL_FORMED, Issues } from './issues.ts'
import { isWellFormedText } from './text.ts'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      textArguments: TextArgumentsPlugin<Types>
    }
  }
}

// Not in the scalar String: introspection uses the String of graphql-js, and type names in a schema are
// unique.
class TextArgumentsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (Object.keys(field.args).length === 0) return resolve
    return (parent, args, context, info) => {
      const issues = new Issues()
      check(issues, [], args)
      issues.throwIfAny()
      return resolve(parent, args, context, info)
    }
  }
}

SchemaBuilder.registerPlugin('textArguments', TextArgumentsPlugin)

function check(issues: Issues, path: readonly string[], value: unknown): void {
  if (typeof value === 'string') {
    // Issue paths start below `input`.
    const below = path[0] === 'input' ? path.slice(1) : path
    if (!isWellFormedText(value)) issues.add(below.join('.'), 'ILL_FORMED_TEXT', ILL_FORMED)
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [name, part] of Object.entries(value)) check(issues, [...path, name], part)
  }
}
