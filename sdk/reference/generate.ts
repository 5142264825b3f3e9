// Generates docs/sdk from the comments of the entry points. `pnpm generate` runs it, and test/contracts/fresh.test.ts
// runs it with another folder.

import { join } from 'node:path'
import { Application, type TypeDocOptions } from 'typedoc'
import type { PluginOptions } from 'typedoc-plugin-markdown'
import { ENTRIES } from '../build/entries.ts'

const SDK = join(import.meta.dirname, '..')

const options: Partial<TypeDocOptions & PluginOptions> = {
  name: '@latchkey/sdk',
  entryPoints: Object.values(ENTRIES).map((path) => join(SDK, path)),
  tsconfig: join(SDK, 'tsconfig.reference.json'),
  plugin: ['typedoc-plugin-markdown'],
  readme: 'none',
  excludeInternal: true,
  excludePrivate: true,
  // Members of Error, Promise and String.
  excludeExternals: true,
  disableSources: true,
  // `pnpm typecheck` checks types, with the TypeScript of the repository.
  skipErrorChecking: true,
  sort: ['source-order'],
  logLevel: 'Warn',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  entryFileName: 'README',
  outputFileStrategy: 'members',
  membersWithOwnFile: ['Class', 'Interface', 'Function'],
  useCodeBlocks: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  propertyMembersFormat: 'table',
}

const folder = process.argv[2] ?? join(SDK, '../docs/sdk')
const app = await Application.bootstrapWithPlugins({ ...options, out: folder })
const project = await app.convert()
if (project === undefined) throw new Error('typedoc found no entry point.')
await app.generateOutputs(project)
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1
