// Writes new keys and their secrets.

import type { Environment, KeyKind, Scope, Tier } from '@latchkey/prisma'
import { newId } from '../graphql/ids.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { digestOf, displayPrefix, mintSecret } from './secret-format.ts'

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
  /** Of the key. */
  readonly id: string
  /** The digest of the secret: a retry gives another in the place of this one, and of no other. */
  readonly resultId: string
  /** The only time it exists outside the caller's hands. */
  readonly secret: string
}

/** How a secret begins. */
type InitialState =
  | { readonly state: 'CURRENT' }
  | { readonly state: 'PENDING'; readonly graceSeconds: number | null }

/** The key and its secret, or null when the relationship has a key already: the database's own constraint says so. */
export async function mintKey(tx: Transaction, key: NewKey): Promise<MintedKey | null> {
  const id = newId('ApiKey')
  const { count } = await tx.apiKey.createMany({ data: [{ ...key, id }], skipDuplicates: true })
  if (count === 0) return null
  return insertSecret(tx, { ...key, id }, { state: 'CURRENT' })
}

/** Another secret of a key there is. */
export async function mintSecretFor(
  tx: Transaction,
  id: string,
  initialState: InitialState,
): Promise<MintedKey> {
  const key = await tx.apiKey.findUniqueOrThrow({ where: { id } })
  return insertSecret(tx, key, initialState)
}

/** A secret in the place of one that was never used, which is dead by it. */
export async function mintReplacement(
  tx: Transaction,
  id: string,
  unused: Uint8Array<ArrayBuffer>,
): Promise<MintedKey> {
  const { state, graceSeconds } = await tx.secret.findUniqueOrThrow({ where: { digest: unused } })
  await tx.secret.update({ where: { digest: unused }, data: { state: 'DEAD' } })
  return mintSecretFor(tx, id, state === 'PENDING' ? { state, graceSeconds } : { state: 'CURRENT' })
}

async function insertSecret(
  tx: Transaction,
  { id, kind, tier }: { readonly id: string; readonly kind: KeyKind; readonly tier: Tier },
  initialState: InitialState,
): Promise<MintedKey> {
  const secret = mintSecret(kind, tier)
  const digest = digestOf(secret)
  await tx.secret.create({ data: { ...initialState, digest, apiKeyId: id, prefix: displayPrefix(secret) } })
  return { id, resultId: Buffer.from(digest).toString('hex'), secret }
}
