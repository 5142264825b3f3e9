// createSha256, sha256OfBlob: SHA-256 of files as 64 hex digits. Used for uploads and downloads.

import { type Hash, nodeModule } from './node-module.ts'

/** Null outside of Node, Deno and Bun: WebCrypto hashes only contents that are whole in memory. */
export async function createSha256(): Promise<Hash | null> {
  return (await nodeModule('node:crypto'))?.createHash('sha256') ?? null
}

/** Null in pages that were loaded over plain http, which have no WebCrypto. */
export async function sha256OfBlob(blob: Blob): Promise<string | null> {
  const subtle = globalThis.crypto?.subtle
  if (subtle === undefined) return null
  const digest = await subtle.digest('SHA-256', await blob.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
