// Pothos plugin: enforces and documents permissions.ts on every root field. Used by builder.ts.

import SchemaBuilder, {
  BasePlugin,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
  type SchemaTypes,
} from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import type { Context } from '../context.ts'
import type { ProblemCode } from '../graphql/problem.ts'
import { type Replay, runIdempotent } from '../transaction/idempotent-mutation.ts'
import { describePermission, isRootField, requirePermission } from './permissions.ts'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      permissions: PermissionsPlugin<Types>
    }

    export interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends import('@pothos/core').TypeParam<Types>,
      Nullable extends import('@pothos/core').FieldNullability<Type>,
      Args extends import('@pothos/core').InputFieldMap,
      ResolveReturnShape,
    > {
      /** The error codes specific to this mutation, in addition to those of every request. */
      problems: readonly ProblemCode[]
      /** Builds the response to a retry. Required if loading the result by its id is not enough. */
      replay?: Replay
    }
  }
}

class PermissionsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (field.kind !== 'Query' && field.kind !== 'Mutation') return field
    if (!isRootField(field.name))
      throw new Error(`${field.name} has no row in the table of auth/permissions.ts.`)
    const sentences = [field.description ?? '', `Allowed for: ${describePermission(field.name)}.`]
    if (field.kind !== 'Mutation') return { ...field, description: sentences.join('\n\n') }
    const { problems } = field.pothosOptions
    sentences.push(`Specific error codes: ${problems.join(', ') || 'none'}.`)
    return { ...field, description: sentences.join('\n\n'), extensions: { ...field.extensions, problems } }
  }

  override onTypeConfig(type: PothosTypeConfig): PothosTypeConfig {
    const mutation = /^(.+)Input$/.exec(type.name)?.[1]?.replace(/^./, (first) => first.toLowerCase())
    if (type.kind !== 'InputObject' || type.description || mutation === undefined) return type
    return { ...type, description: `Input of ${mutation}.` }
  }

  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const operation = field.name
    if ((field.kind !== 'Query' && field.kind !== 'Mutation') || !isRootField(operation)) return resolve
    return (parent, args, context, info) => {
      if (!isContext(context))
        throw new Error('The context has no principal. Authenticate the request before you execute it.')
      requirePermission(context.principal, operation)
      context.allowed.add(operation)
      const run = () => resolve(parent, args, context, info)
      return field.kind === 'Mutation'
        ? runIdempotent(context, operation, args, run, field.pothosOptions.replay)
        : run()
    }
  }
}

SchemaBuilder.registerPlugin('permissions', PermissionsPlugin)

function isContext<C extends object>(context: C): context is C & Context {
  return 'principal' in context && 'allowed' in context
}
