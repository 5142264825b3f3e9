// `prisma generate` would download a schema engine binary that it never runs.
// Setting the path to any existing executable prevents the download.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

import { defineConfig } from 'prisma/config'

export default defineConfig({ schema: 'models', migrations: { path: 'migrations' } })
