// `prisma generate` insists on a schema engine it never runs and would fetch one: point it at any executable.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

import { defineConfig } from 'prisma/config'

export default defineConfig({ schema: 'models', migrations: { path: 'migrations' } })
