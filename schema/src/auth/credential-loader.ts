// Looks credentials up by the digests of their secrets, many at a time: one query is under way in this process, and
// whoever comes while it runs shares the next. Each look-up still sees everything committed before it was asked for.

import type { CredentialRow } from './verify-credential.ts'

type LoadedRow = CredentialRow & { readonly digest: Uint8Array }

/** Sends one query for all digests; rows come back in any order. */
export type QueryCredentials = (digests: readonly Uint8Array[]) => Promise<readonly LoadedRow[]>

export type LoadCredential = (digest: Uint8Array) => Promise<CredentialRow | null>

interface PendingLoad {
  readonly digest: Uint8Array
  readonly resolve: (row: CredentialRow | null) => void
  readonly reject: (error: unknown) => void
}

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
