// The Pothos schema builder with its plugins and scalars. Used by every file that defines types.

import type PrismaTypes from '@latchkey/prisma/pothos'
import { getDatamodel } from '@latchkey/prisma/pothos'
import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import PrismaPlugin from '@pothos/plugin-prisma'
import WithInputPlugin from '@pothos/plugin-with-input'
import './auth/permissions-plugin.ts'
import './graphql/complexity.ts'
import './validation/text-arguments.ts'
import type { Context } from './context.ts'

export interface Types {
  Context: Context
  PrismaTypes: PrismaTypes
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: Date; Output: Date }
    Date: { Input: Date; Output: Date }
    SafeInt: { Input: number; Output: number | bigint }
    JSON: { Input: unknown; Output: unknown }
  }
}

export const builder = new SchemaBuilder<Types>({
  // Order matters: the last plugin sees a field first.
  plugins: ['permissions', 'textArguments', 'cost', ComplexityPlugin, PrismaPlugin, WithInputPlugin],
  defaultFieldNullability: false,
  // The server checks the complexity of a document before execution; root fields need no second check.
  complexity: { disabled: true },
  prisma: { client: (context) => context.db, dmmf: getDatamodel() },
  withInput: {
    argOptions: { required: true, description: 'Input of the mutation.' },
    typeOptions: {
      name: ({ fieldName }) => `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Input`,
    },
  },
})
