// createCredentialLoader, queryCredentials: batched credential lookups by digest. Used by authentication.

import type { Database } from '@latchkey/prisma'
import type { CredentialRow } from '@latchkey/schema/auth/verify-credential.ts'

type LoadedRow = CredentialRow & { readonly digest: Uint8Array }

/** Sends one query for all digests. The rows may come back in any order. */
export type QueryCredentials = (digests: readonly Uint8Array[]) => Promise<readonly LoadedRow[]>

export type LoadCredential = (digest: Uint8Array) => Promise<CredentialRow | null>

interface PendingLoad {
  readonly digest: Uint8Array
  readonly resolve: (row: CredentialRow | null) => void
  readonly reject: (error: unknown) => void
}

/**
 * Runs one query at a time per process. Lookups that arrive while it runs share the next query. Each lookup
 * still sees everything that was committed before it was requested.
 */
export function createCredentialLoader(query: QueryCredentials): LoadCredential {
  let pending: PendingLoad[] = []
  let running = false

  async function run(): Promise<void> {
    running = true
    while (pending.length > 0) {
      const batch = pending
      pending = []
      try {
        const rows = await query(batch.map((one) => one.digest))
        const byDigest = new Map(rows.map((row) => [binaryText(row.digest), row]))
        for (const one of batch) one.resolve(byDigest.get(binaryText(one.digest)) ?? null)
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
    }
    running = false
  }

  return (digest) =>
    new Promise((resolve, reject) => {
      pending.push({ digest, resolve, reject })
      if (!running) void run()
    })
}

function binaryText(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1')
}

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
