// Config of `pnpm generate`: builds src/generated from schema/schema.graphql and operations/.

import type { CodegenConfig } from '@graphql-codegen/cli'

const types: CodegenConfig['config'] = {
  // Each fragment has the name of its GraphQL type. The generated TypeScript types keep that name.
  namingConvention: 'keep',
  omitOperationSuffix: true,
  inlineFragmentTypes: 'combine',
  skipTypename: true,
  immutableTypes: true,
  arrayInputCoercion: false,
  printFieldsOnNewLines: true,
  enumType: 'string-literal',
  strictScalars: true,
  scalars: {
    ID: 'string',
    DateTime: { input: 'string | globalThis.Date', output: 'string' },
    Date: 'string',
    SafeInt: 'number',
    JSON: 'unknown',
  },
}

const config: CodegenConfig = {
  schema: '../schema/schema.graphql',
  documents: 'operations/*.graphql',
  generates: {
    'src/generated/types.ts': { plugins: ['./codegen/types.ts'], config: types },
    'src/generated/enums.ts': { plugins: ['./codegen/enums.ts'], config: types },
    'src/generated/calendar-days.ts': { plugins: ['./codegen/calendar-days.ts'] },
    'src/generated/operations.ts': { plugins: ['./codegen/operations.ts'] },
    'src/generated/documents.ts': { plugins: ['./codegen/documents.ts'] },
  },
}

export default config
