// queryCredentials: prepared query that loads a batch of credentials by digest. Used by router.ts.

import type { Database } from '@latchkey/prisma'
import type { QueryCredentials } from '@latchkey/schema/auth/credential-loader.ts'
import type { CredentialRow } from '@latchkey/schema/auth/verify-credential.ts'

// Column names instead of *: a migration that adds a column changes the result type of *, and PostgreSQL then
// rejects the prepared statements of running servers. A Record makes the compiler require every column: a
// missing column would be undefined, and every `=== null` check of it would fail.
const COLUMNS: Record<keyof CredentialRow | 'digest', true> = {
  digest: true,
  kind: true,
  secret_state: true,
  retires_at: true,
  first_used_at: true,
  api_key_id: true,
  key_state: true,
  session_id: true,
  session_ended: true,
  used_at: true,
  environment: true,
  tier: true,
  scopes: true,
  allow_list: true,
  expires_at: true,
  funder_id: true,
  funder_status: true,
  production_opened_at: true,
  relationship_id: true,
  relationship_status: true,
  broker_id: true,
  user_id: true,
  role: true,
  user_status: true,
  now: true,
}

const TEXT = `SELECT ${Object.keys(COLUMNS).join(', ')} FROM credential WHERE digest = ANY($1::bytea[])`

export function queryCredentials(pool: Database['credentialPool']): QueryCredentials {
  return async (digests) => {
    const { rows } = await pool.query<CredentialRow & { digest: Buffer }>({
      name: 'credentials',
      text: TEXT,
      values: [digests],
    })
    return rows
  }
}
