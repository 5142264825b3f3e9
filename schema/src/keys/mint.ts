// Writes a new key and its first secret.

import type { Environment, KeyKind, Scope, Tier } from '@latchkey/prisma'
import type { Transaction } from '../access/write.ts'
import { newId } from '../ids.ts'
import { digestOf, mintSecret, shownPrefix } from './token.ts'

export interface NewKey {
  readonly kind: KeyKind
  readonly name: string
  readonly environment: Environment
  readonly funderId: string
  readonly relationshipId?: string
  readonly userId?: string
  readonly createdById: string | null
  readonly tier: Tier
  readonly scopes: Scope[]
  readonly allowList?: string[]
  readonly expiresAt?: Date | null
}

export interface MintedKey {
  readonly apiKeyId: string
  /** The only time it exists outside the caller's hands. */
  readonly secret: string
}

/** The key and its secret, or null when the relationship has a key already: the database's own constraint says so. */
export async function mintKey(tx: Transaction, key: NewKey): Promise<MintedKey | null> {
  const apiKeyId = newId('ApiKey')
  const { count } = await tx.apiKey.createMany({ data: [{ ...key, id: apiKeyId }], skipDuplicates: true })
  if (count === 0) return null
  const secret = mintSecret(key.kind, key.tier)
  await tx.secret.create({ data: { digest: digestOf(secret), apiKeyId, prefix: shownPrefix(secret) } })
  return { apiKeyId, secret }
}
