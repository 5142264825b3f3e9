// better-auth on the bench's database, in its own schema, with the same keys as Latchkey.
// Like Latchkey it stores the SHA-256 of a key, so its rows can be copied from Latchkey's.

import { apiKey } from '@better-auth/api-key'
import { readConfig } from '@latchkey/server/config.ts'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import pg from 'pg'
import { databaseUrl } from './peer.ts'

const SCHEMA = 'better_auth'

const pool = new pg.Pool({
  connectionString: databaseUrl(),
  max: readConfig({}).databaseConnections,
  options: `-c search_path=${SCHEMA}`,
})

// Uses every cheaper setting that its documentation names: no limit per key, no session from a key, no log.
// Keys are in the database, like Latchkey's. For keys in the database it can't defer updates.
export const auth = betterAuth({
  database: pool,
  baseURL: 'http://127.0.0.1',
  secret: 'not a secret: for the bench, and long enough',
  telemetry: { enabled: false },
  logger: { disabled: true },
  rateLimit: { enabled: false },
  plugins: [apiKey({ rateLimit: { enabled: false }, enableSessionForAPIKeys: false, storage: 'database' })],
})

export async function makeTables(): Promise<void> {
  await pool.query(`CREATE SCHEMA ${SCHEMA}`)
  const { runMigrations } = await getMigrations(auth.options)
  await runMigrations()
  await pool.query(`
    INSERT INTO "user" (id, name, email, "emailVerified")
    SELECT 'funder', 'A funder', 'keys@funder.example', true`)
  await pool.query(`
    INSERT INTO apikey (id, "configId", name, "referenceId", key, enabled, "rateLimitEnabled", permissions, "createdAt", "updatedAt")
    SELECT k.id, 'default', k.name, 'funder', rtrim(translate(encode(s.digest, 'base64'), '+/', '-_'), '='), true, false,
      json_build_object(k.environment, k.scopes)::text, k.created_at, k.created_at
    FROM public.secret s JOIN public.api_key k ON k.id = s.api_key_id`)
  await pool.query('VACUUM ANALYZE "user", apikey')
}
