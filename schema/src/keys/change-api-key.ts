// Changes a key: who may, and what deleting one, switching it off and switching it on have in common.

import type { ApiKeyModel, KeyKind, PrismaClient } from '@latchkey/prisma'
import { type Operation, requirePermission } from '../auth/permissions.ts'
import { userIdOf } from '../auth/principal.ts'
import { scopeName } from '../auth/scopes.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import type { Context } from '../context.ts'
import { displayId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { firstMissingScope } from './check-scopes.ts'

/** The refusals of `changeable` and `changeKey`: for the `problems` of a mutation. */
export const NOT_CHANGEABLE = ['API_KEY_NOT_FOUND', 'FORBIDDEN'] as const

/** By whose key it is, the row of the who-may table; null: nobody's but its own user's. */
type PermissionByOwner = Record<KeyKind | 'OWN', Operation | null>

const CHANGE_PERMISSIONS: PermissionByOwner = {
  OWN: 'changeOwnKey',
  USER: 'changeUserKey',
  BROKER: 'changeBrokerKey',
  TIERED: 'changeTieredKey',
}

/** What it takes to look: the reads of the context, or of a transaction. */
interface KeyReader extends Pick<Context, 'principal' | 'allowed'> {
  readonly db: { readonly apiKey: Pick<PrismaClient['apiKey'], 'findUnique'> }
}

/**
 * The key, or the Problem that it is unknown, deleted, of the other environment, another funder's, or not the caller's to
 * change. Asked before any lock, so that nobody can hold up a key that is not his; `lockChangeable` asks again.
 */
export async function loadChangeableKey(
  { db, principal, allowed }: KeyReader,
  id: string,
  by: PermissionByOwner = CHANGE_PERMISSIONS,
): Promise<ApiKeyModel> {
  const key = await db.apiKey.findUnique({ where: { id } })
  if (key === null || key.state === 'DELETED' || key.environment !== principal.environment)
    throw apiKeyNotFound(id)
  // A broker knows of no key but its own.
  if (principal.kind === 'BROKER' && key.id !== principal.apiKeyId) throw apiKeyNotFound(id)
  if (key.funderId !== principal.funderId)
    throw new Problem('FORBIDDEN', `The API key ${id} belongs to another funder.`)
  requireChangePermission({ principal, allowed }, key, by)
  return key
}

/** Locks the key's row and looks again: it may have been deleted since, or been given what the caller does not hold. */
export async function lockChangeableKey(
  tx: Transaction,
  { principal, allowed }: Context,
  id: string,
  by: PermissionByOwner = CHANGE_PERMISSIONS,
): Promise<string[]> {
  // The row before the fence, as an UPDATE in psql takes them: the two never wait for each other crosswise.
  await tx.$executeRaw`SELECT FROM api_key WHERE id = ${id} FOR NO KEY UPDATE`
  await loadChangeableKey({ db: tx, principal, allowed }, id, by)
  return [id]
}

function requireChangePermission(
  { principal, allowed }: Pick<Context, 'principal' | 'allowed'>,
  key: ApiKeyModel,
  by: PermissionByOwner,
): void {
  const { kind, userId, scopes } = key
  const operation = by[kind === 'USER' && userId === userIdOf(principal) ? 'OWN' : kind]
  if (operation === null) throw new Problem('FORBIDDEN', 'Of a USER key, this is for its own user alone.')
  requirePermission(principal, operation)
  allowed.add(operation)
  const missingScope = firstMissingScope(principal.scopes, scopes)
  if (kind === 'TIERED' && principal.kind === 'SESSION' && missingScope !== null) {
    throw new Problem(
      'FORBIDDEN',
      `This key holds ${scopeName(missingScope)}, which your role lacks. Ask an ADMIN.`,
    )
  }
}

/** Carries out a change of a key that is `changeable`, under its lock; `change` answers how many rows it found to change. */
export async function changeApiKey(
  context: Context,
  id: string,
  change: (tx: Transaction) => Promise<number>,
  by: PermissionByOwner = CHANGE_PERMISSIONS,
) {
  await context.transaction({
    lock: (tx) => lockChangeableKey(tx, context, id, by),
    run: async (tx) => {
      if ((await change(tx)) === 0) throw apiKeyNotFound(id)
      return { id }
    },
  })
  return loadChangedKey(context, id)
}

/** The key as it is after a change. */
export async function loadChangedKey({ db, principal }: Context, id: string): Promise<ApiKeyModel> {
  const key = await db.apiKey.findFirst({ where: { AND: [{ id }, tenantScope.apiKey(principal)] } })
  // Read in the transaction that has written it, it is there.
  if (key === null) throw apiKeyNotFound(id)
  return key
}

export function apiKeyNotFound(id: string): Problem {
  return new Problem(
    'API_KEY_NOT_FOUND',
    `There is no API key ${displayId(id)}: mistyped, or deleted already.`,
  )
}
