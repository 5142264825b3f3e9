// Permissions, locks and state checks of rotations. Used by rotate, finish, cancel and replays.

import type { KeyKind } from '@latchkey/prisma'
import type { Operation } from '../../auth/permissions.ts'
import type { Context } from '../../context.ts'
import { actorOf, recordEvents } from '../../events/record-event.ts'
import type { Transaction } from '../../transaction/transaction.ts'
import { loadChangeableKey, loadChangedKey, lockChangeableKey } from '../change-api-key.ts'
import { type KeyEventType, keyEvent } from '../key-event.ts'

/** The permission to rotate, by owner of the key. Null: only its own user may rotate a USER key. */
export const ROTATION_PERMISSIONS: Record<KeyKind | 'OWN', Operation | null> = {
  OWN: 'rotateOwnKey',
  USER: null,
  BROKER: 'rotateBrokerKey',
  TIERED: 'rotateTieredKey',
}

/**
 * Locks a key that the caller may rotate, and its secrets. Row locks come before the revocation lock, in the
 * order of an UPDATE in psql.
 */
export async function lockSecrets(tx: Transaction, context: Context, id: string): Promise<string[]> {
  const ids = await lockChangeableKey(tx, context, id, ROTATION_PERMISSIONS)
  await tx.$executeRaw`SELECT FROM secret WHERE api_key_id = ${id} ORDER BY digest FOR NO KEY UPDATE`
  return ids
}

/** Ends a rotation under the lock of the key, if the caller may rotate it. `end` returns the secrets it changed. */
export async function endRotation(
  context: Context,
  id: string,
  type: KeyEventType,
  end: (tx: Transaction) => Promise<number>,
) {
  const key = await loadChangeableKey(context, id, ROTATION_PERMISSIONS)
  await context.transaction({
    lock: (tx) => lockSecrets(tx, context, id),
    run: async (tx) => {
      const changed = await end(tx)
      if (changed > 0) await recordEvents(tx, [keyEvent(type, key, actorOf(context.principal))])
      return { id }
    },
  })
  return loadChangedKey(context, id)
}

/** Whether the key has a secret in one of `states` that is still accepted. */
export async function hasAcceptedSecret(
  tx: Transaction,
  id: string,
  states: readonly ('PENDING' | 'RETIRING')[],
): Promise<boolean> {
  // A RETIRING secret past its grace period is no longer accepted, even if no one has stored that yet.
  await tx.$executeRaw`
    UPDATE secret SET state = 'DEAD' WHERE api_key_id = ${id} AND state = 'RETIRING' AND retires_at <= app_now()`
  return (await tx.secret.count({ where: { apiKeyId: id, state: { in: [...states] } } })) > 0
}
