// createKey, mintKey, mintSecretFor: insert keys and secrets. NewApiKey: the result that shows a secret.

import type { Environment, KeyKind, Scope, Tier } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { type Actor, recordEvents } from '../events/record-event.ts'
import { newId } from '../graphql/ids.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { apiKeyNotFound } from './change-api-key.ts'
import { keyEvent } from './key-event.ts'
import { digestOf, displayPrefix, mintSecret } from './secret-format.ts'

export interface NewKey {
  /** Default: a new one. */
  readonly id?: string
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
  /** Id of the key. */
  readonly id: string
  /** Hex digest of the secret. A retry replaces only the secret that has this digest. */
  readonly resultId: string
  /** The server holds the secret only here and never stores it. */
  readonly secret: string
}

/** Initial state of a secret. */
type InitialState =
  | { readonly state: 'CURRENT' }
  | { readonly state: 'PENDING'; readonly graceSeconds: number | null }

/** Inserts a key and its secret. Null if the relationship has a key already (unique index api_key_one_per_relationship). */
export async function mintKey(tx: Transaction, key: NewKey): Promise<MintedKey | null> {
  const id = key.id ?? newId('ApiKey')
  const { count } = await tx.apiKey.createMany({ data: [{ ...key, id }], skipDuplicates: true })
  if (count === 0) return null
  return insertSecret(tx, { ...key, id }, { state: 'CURRENT' })
}

/** mintKey with its event. Used by the mutations that create keys. */
export async function createKey(tx: Transaction, key: NewKey, actor: Actor): Promise<MintedKey | null> {
  const minted = await mintKey(tx, key)
  if (minted === null) return null
  const { kind, tier, scopes, relationshipId = null } = key
  const created = { ...key, id: minted.id, relationshipId }
  await recordEvents(tx, [keyEvent('api_key.created', created, actor, { kind, tier, scopes })])
  return minted
}

/** Adds a secret to an existing key. */
export async function mintSecretFor(
  tx: Transaction,
  id: string,
  initialState: InitialState,
): Promise<MintedKey> {
  const key = await tx.apiKey.findUniqueOrThrow({ where: { id } })
  return insertSecret(tx, key, initialState)
}

/** Replaces a secret that was never used; the unused secret becomes DEAD. */
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

export const NewApiKey = builder.objectRef<MintedKey>('NewApiKey').implement({
  description: 'A new or rotated key, with its new secret.',
  fields: (t) => ({
    apiKey: t.prismaField({
      type: 'ApiKey',
      description: 'The API key.',
      resolve: async (query, { id }, _args, { db, principal }) => {
        const key = await db.apiKey.findFirst({
          ...query,
          where: { AND: [{ id }, tenantScope.apiKey(principal)] },
        })
        // Unreachable: the transaction that wrote the key reads it here.
        if (key === null) throw apiKeyNotFound(id)
        return key
      },
    }),
    secret: t.exposeString('secret', {
      description:
        'The new secret. It is only in this response and cannot be shown again. Store it securely and keep it out of logs and emails.',
    }),
  }),
})
