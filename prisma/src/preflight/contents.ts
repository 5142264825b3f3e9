// Preflight checks: the database is empty or has Latchkey's tables, and the role's privileges.

import type pg from 'pg'
import type { MigrationState } from '../migration-state.ts'

/** Returns the problem, or null. */
export async function checkContents(client: pg.Client, state: MigrationState): Promise<string | null> {
  const { applied, unknown, unfinished } = state
  if (applied.length === 0 && unfinished.length === 0) {
    if (unknown.length > 0)
      return 'The database belongs to another application that uses Prisma. Use a separate database for Latchkey.'
    const foreign = await foreignObjects(client)
    if (foreign > 0)
      return `The schema public has ${foreign} tables, types or functions that are not Latchkey's. Use a separate database for Latchkey: CREATE DATABASE latchkey`
    return null
  }
  if (unfinished.length > 0)
    return `The migration ${unfinished.join(', ')} failed and was rolled back. Fix the cause (see the column logs of the table _prisma_migrations), run DELETE FROM _prisma_migrations WHERE finished_at IS NULL, and start again.`
  if (unknown.length > 0)
    return `The database is newer than this version of Latchkey: ${unknown.slice(0, 5).join(', ')}. Use the newer version.`
  return null
}

/**
 * Counts existing objects in the schema. Ignores objects of extensions, and kinds of objects whose names
 * cannot collide with a migration.
 */
async function foreignObjects(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`
    SELECT count(*)::int AS count FROM (
      SELECT oid, 'pg_class'::regclass AS class FROM pg_class
        WHERE relnamespace = to_regnamespace('public') AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
          AND relname <> '_prisma_migrations'
      UNION ALL SELECT oid, 'pg_type'::regclass FROM pg_type
        WHERE typnamespace = to_regnamespace('public') AND typtype IN ('e', 'd')
      UNION ALL SELECT oid, 'pg_proc'::regclass FROM pg_proc WHERE pronamespace = to_regnamespace('public')
    ) AS object
    WHERE NOT EXISTS (
      SELECT FROM pg_depend d WHERE d.objid = object.oid AND d.classid = object.class AND d.deptype = 'e'
    )`)
  return rows[0]?.count ?? 0
}

/** Returns the problem, or null. A role that only serves needs fewer privileges than one that migrates. */
export async function checkPrivileges(client: pg.Client, state: MigrationState): Promise<string | null> {
  const { rows } = await client.query<{
    exists: boolean
    create_schema: boolean
    usage: boolean
    create: boolean
  }>(`
    SELECT n IS NOT NULL AS exists, has_database_privilege(current_database(), 'CREATE') AS create_schema,
      COALESCE(has_schema_privilege(n, 'USAGE'), false) AS usage,
      COALESCE(has_schema_privilege(n, 'CREATE'), false) AS create
    FROM (SELECT to_regnamespace('public')::oid AS n) AS public_schema`)
  const [schema] = rows
  if (schema === undefined || (!schema.exists && !schema.create_schema))
    return 'The database has no schema public, and the user in DATABASE_URL is not allowed to create it. Run: CREATE SCHEMA public AUTHORIZATION ...'
  if (!schema.exists) return null
  if (!schema.usage)
    return 'The user in DATABASE_URL is not allowed to use the schema public. Run: GRANT USAGE, CREATE ON SCHEMA public TO ...'
  if (state.pending.length === 0) return (await tablesProblem(client, 'public')) ?? queueProblem(client)
  if (!schema.create)
    return 'The user in DATABASE_URL is not allowed to create tables in the schema public, which migrations need. Run: GRANT CREATE ON SCHEMA public TO ...'
  return (await ownerProblem(client)) ?? (await queueProblem(client)) ?? extensionProblem(client)
}

/** The job queue has its own schema, whose tables it migrates itself at start. */
async function queueProblem(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{
    exists: boolean
    create_schema: boolean
    usage: boolean
    create: boolean
    installed: boolean
  }>(`
    SELECT n IS NOT NULL AS exists, has_database_privilege(current_database(), 'CREATE') AS create_schema,
      COALESCE(has_schema_privilege(n, 'USAGE'), false) AS usage,
      COALESCE(has_schema_privilege(n, 'CREATE'), false) AS create,
      EXISTS (SELECT FROM pg_class WHERE relnamespace = n AND relname = 'version') AS installed
    FROM (SELECT to_regnamespace('pgboss')::oid AS n) AS queue_schema`)
  const [schema] = rows
  if (schema === undefined || !schema.exists) {
    if (schema?.create_schema) return null
    return 'The user in DATABASE_URL is not allowed to create the schema pgboss, which contains the job queue. Run: CREATE SCHEMA pgboss AUTHORIZATION ...'
  }
  if (!schema.usage || (!schema.installed && !schema.create))
    return 'The user in DATABASE_URL is not allowed to use the schema pgboss, which contains the job queue. Run: GRANT USAGE, CREATE ON SCHEMA pgboss TO ...'
  return schema.installed ? tablesProblem(client, 'pgboss') : null
}

/** A migration creates the extension, unless an administrator has done so. */
async function extensionProblem(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ installed: boolean; available: boolean; create: boolean }>(`
    SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') AS installed,
      EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') AS available,
      has_database_privilege(current_database(), 'CREATE') AS create`)
  const [extension] = rows
  if (extension === undefined || extension.installed) return null
  if (!extension.available)
    return 'PostgreSQL has no extension pg_trgm, which text search needs. Install the contrib package of your PostgreSQL version.'
  if (extension.create) return null
  return 'The user in DATABASE_URL is not allowed to create the extension pg_trgm, which text search needs. Run as an administrator: CREATE EXTENSION pg_trgm'
}

async function tablesProblem(client: pg.Client, schema: 'public' | 'pgboss'): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = to_regnamespace('${schema}') AND relkind IN ('r', 'p') AND relname <> '_prisma_migrations'
      AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
        AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))
    ORDER BY 1`)
  if (rows.length === 0) return null
  return `The user in DATABASE_URL is not allowed to read and write ${rows.length} tables, such as ${rows[0]?.name}. Run: GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ...`
}

async function ownerProblem(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = to_regnamespace('public') AND relkind = 'r' AND NOT pg_has_role(relowner, 'USAGE')
    ORDER BY 1`)
  if (rows.length === 0) return null
  return `The user in DATABASE_URL does not own the table ${rows[0]?.name}, which migrations change. Use the owner of the tables, or run \`npx -y pnpm@12 admin migrate\` as the owner.`
}
