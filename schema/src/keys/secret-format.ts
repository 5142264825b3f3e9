// A secret is a prefix, 40 random hex digits, and 8 digits of CRC-32 over both. Pure functions.

import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { KeyKind, Tier } from '@latchkey/prisma'
import { sha256 } from '../auth/digest.ts'

const RANDOM_BYTES = 20
const FORMAT = /^(key_|bft_|lk_pk_|lk_pt_|lk_in_)([0-9a-f]{40})([0-9a-f]{8})$/

const TIER_PREFIX: Record<Tier, string> = { PUBLIC: 'lk_pk_', PARTNER: 'lk_pt_', INTERNAL: 'lk_in_' }

function prefixOf(kind: KeyKind, tier: Tier): string {
  if (kind === 'USER') return 'key_'
  return kind === 'BROKER' ? 'bft_' : TIER_PREFIX[tier]
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0')
}

/** A new secret with 160 random bits. The caller shows it once; the server does not store it. */
export function mintSecret(kind: KeyKind, tier: Tier): string {
  const body = prefixOf(kind, tier) + randomBytes(RANDOM_BYTES).toString('hex')
  return body + checksum(body)
}

/** Checks format and checksum. Rejects mistyped and invented secrets without a database query. */
export function isWellFormed(secret: string): boolean {
  const [, prefix, random, check] = FORMAT.exec(secret) ?? []
  return prefix !== undefined && random !== undefined && checksum(prefix + random) === check
}

/** A grep pattern that finds secrets of this kind in text. */
export function patternOf(kind: KeyKind, tier: Tier): string {
  return `${prefixOf(kind, tier)}[0-9a-f]*`
}

/** The stored form of a secret: SHA-256, 32 bytes. */
export function digestOf(secret: string): Uint8Array<ArrayBuffer> {
  return sha256(secret)
}

/** The displayable start of a secret: its prefix and the first four hex digits. */
export function displayPrefix(secret: string): string {
  const prefix = FORMAT.exec(secret)?.[1] ?? ''
  return secret.slice(0, prefix.length + 4)
}
