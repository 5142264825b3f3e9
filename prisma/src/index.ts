// Public entry point of @latchkey/prisma. Other packages import the database from here.

export type {
  ApiKey as ApiKeyModel,
  Document,
  Offer,
  Owner,
  PrismaClient,
  Requirement,
  Submission,
  Upload,
} from '../generated/client/client.ts'
export { Prisma } from '../generated/client/client.ts'
export * from '../generated/client/enums.ts'
export { type Database, openDatabase } from './client.ts'
export { connectionConfig } from './connection.ts'
export { databaseUrlProblem } from './database-url.ts'
export {
  type EmbeddedDatabase,
  type EmbeddedOptions,
  findEmbedded,
  startEmbedded,
} from './embedded/embedded.ts'
export { databaseErrorKind, decisionOf } from './errors.ts'
export { MIGRATION_LOCK, migrate } from './migrate.ts'
export { readMigrationState } from './migration-state.ts'
export { type DatabaseCheck, type Preflight, preflight } from './preflight/preflight.ts'
