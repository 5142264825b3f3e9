// createCredentialLoader: batched credential lookups by secret digest. Used by authentication.

import type { CredentialRow } from './verify-credential.ts'

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
        const byDigest = new Map(rows.map((row) => [hex(row.digest), row]))
        for (const one of batch) one.resolve(byDigest.get(hex(one.digest)) ?? null)
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

function hex(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1')
}
