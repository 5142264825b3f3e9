// Permission checks, locks and updates for an existing key. Used by the mutations that change keys.

import type { ApiKeyModel, KeyKind, PrismaClient } from '@latchkey/prisma'
import { type Operation, requirePermission } from '../auth/permissions.ts'
import { userIdOf } from '../auth/principal.ts'
import { scopeName } from '../auth/scopes.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import type { Context } from '../context.ts'
import { actorOf, type NewEvent, recordEvents } from '../events/record-event.ts'
import { displayId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { firstMissingScope } from './check-scopes.ts'
import { type KeyEventType, keyEvent } from './key-event.ts'

/** Errors of loadChangeableKey and changeApiKey, for the `problems` of a mutation. */
export const NOT_CHANGEABLE = ['API_KEY_NOT_FOUND', 'FORBIDDEN'] as const

/** The permission for a change, by owner of the key. Null: only the key's own user may make the change. */
type PermissionByOwner = Record<KeyKind | 'OWN', Operation | null>

const CHANGE_PERMISSIONS: PermissionByOwner = {
  OWN: 'changeOwnKey',
  USER: 'changeUserKey',
  BROKER: 'changeBrokerKey',
  TIERED: 'changeTieredKey',
}

/** What the lookup needs; `db` is the context's client or a transaction. */
interface KeyReader extends Pick<Context, 'principal' | 'allowed'> {
  readonly db: { readonly apiKey: Pick<PrismaClient['apiKey'], 'findUnique'> }
}

/**
 * Returns the key. Throws API_KEY_NOT_FOUND if it is unknown, deleted or in the other environment, and
 * FORBIDDEN (or another permission error) if it belongs to another funder or the caller may not change it.
 * Runs before any lock, so that nobody can block a key of someone else; lockChangeableKey checks again.
 */
export async function loadChangeableKey(
  { db, principal, allowed }: KeyReader,
  id: string,
  permissions: PermissionByOwner = CHANGE_PERMISSIONS,
): Promise<ApiKeyModel> {
  const key = await db.apiKey.findUnique({ where: { id } })
  if (key === null || key.state === 'DELETED' || key.environment !== principal.environment)
    throw apiKeyNotFound(id)
  // A broker must not learn about any key except its own.
  if (principal.kind === 'BROKER' && key.id !== principal.apiKeyId) throw apiKeyNotFound(id)
  if (key.funderId !== principal.funderId)
    throw new Problem(
      'FORBIDDEN',
      `The API key ${id} belongs to another funder. Use the query apiKeys to find the keys of yours.`,
    )
  requireChangePermission({ principal, allowed }, key, permissions)
  return key
}

/** Locks the key's row and checks again: it may be deleted by now, or have scopes that the caller lacks. */
export async function lockChangeableKey(
  tx: Transaction,
  { principal, allowed }: Context,
  id: string,
  permissions: PermissionByOwner = CHANGE_PERMISSIONS,
): Promise<string[]> {
  // Row lock before revocation lock, in the order of an UPDATE in psql; otherwise the two can deadlock.
  await tx.$executeRaw`SELECT FROM api_key WHERE id = ${id} FOR NO KEY UPDATE`
  await loadChangeableKey({ db: tx, principal, allowed }, id, permissions)
  return [id]
}

function requireChangePermission(
  { principal, allowed }: Pick<Context, 'principal' | 'allowed'>,
  key: ApiKeyModel,
  permissions: PermissionByOwner,
): void {
  const { kind, userId, scopes } = key
  const operation = permissions[kind === 'USER' && userId === userIdOf(principal) ? 'OWN' : kind]
  if (operation === null)
    throw new Problem('FORBIDDEN', 'Only the user of a USER key can do this. Ask that user.')
  requirePermission(principal, operation)
  allowed.add(operation)
  const missingScope = firstMissingScope(principal.scopes, scopes)
  if (kind === 'TIERED' && principal.kind === 'SESSION' && missingScope !== null) {
    throw new Problem(
      'FORBIDDEN',
      `This key has the scope ${scopeName(missingScope)}, which your role doesn't have. Ask an ADMIN to change the key.`,
    )
  }
}

interface KeyChange {
  /** Number of rows that `change` updated. */
  readonly count: number
  /** Null: the key already was in this state. */
  readonly event: KeyEventType | null
  readonly data?: NonNullable<NewEvent['data']>
}

/** Runs `change` on a changeable key under its lock, with the key as it was, and writes its event. */
export async function changeApiKey(
  context: Context,
  id: string,
  change: (tx: Transaction, key: ApiKeyModel) => Promise<KeyChange>,
  permissions: PermissionByOwner = CHANGE_PERMISSIONS,
) {
  await context.transaction({
    lock: (tx) => lockChangeableKey(tx, context, id, permissions),
    run: async (tx) => {
      const key = await tx.apiKey.findUnique({ where: { id } })
      if (key === null) throw apiKeyNotFound(id)
      const { count, event, data } = await change(tx, key)
      if (count === 0) throw apiKeyNotFound(id)
      if (event !== null) await recordEvents(tx, [keyEvent(event, key, actorOf(context.principal), data)])
      return { id }
    },
  })
  return loadChangedKey(context, id)
}

/** Loads the key after a change. */
export async function loadChangedKey({ db, principal }: Context, id: string): Promise<ApiKeyModel> {
  const key = await db.apiKey.findFirst({ where: { AND: [{ id }, tenantScope.apiKey(principal)] } })
  // Unreachable: the transaction that wrote the key reads it here.
  if (key === null) throw apiKeyNotFound(id)
  return key
}

export function apiKeyNotFound(id: string): Problem {
  return new Problem(
    'API_KEY_NOT_FOUND',
    `There is no API key ${displayId(id)}, or it is deleted. Check the id.`,
  )
}
