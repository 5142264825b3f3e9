// replaySecret: the replay for mutations that return a secret (create and rotate).

import type { Context } from '../context.ts'
import { Problem } from '../graphql/problem.ts'
import { findOutcome, type Outcome, replaceResult } from '../transaction/idempotency.ts'
import { loadChangeableKey } from './change-api-key.ts'
import { type MintedKey, mintReplacement } from './mint-key.ts'
import { lockSecrets, ROTATION_PERMISSIONS } from './rotation/rotation.ts'

const REPLAY_WINDOW = '10 minutes'

/**
 * The server does not store secrets. If the original secret was never used, a new secret replaces it, so that
 * a lost response can be recovered.
 */
export async function replaySecret(
  context: Context,
  { request, id, createdAt }: Outcome,
): Promise<MintedKey> {
  const { db, principal, transaction } = context
  const shown = await db.secret.findUnique({ where: { digest: bytes(id) } })
  if (shown === null) throw secretAlreadyUsed()
  const { apiKeyId } = shown
  // Only a caller that may rotate the key now gets a secret.
  await loadChangeableKey(context, apiKeyId, ROTATION_PERMISSIONS)
  return transaction({
    lock: (tx) => lockSecrets(tx, context, apiKeyId),
    run: async (tx) => {
      // Read under the lock: another retry may have replaced the secret since.
      const latest = await findOutcome(tx, request, principal.now)
      const [unused] = await tx.$queryRaw<{ digest: Uint8Array<ArrayBuffer> }[]>`
        SELECT digest FROM secret
        WHERE digest = ${bytes(latest?.id ?? '')} AND state IN ('CURRENT', 'PENDING') AND first_used_at IS NULL
          AND ${createdAt}::timestamptz > app_now() - ${REPLAY_WINDOW}::interval`
      if (unused === undefined) throw secretAlreadyUsed()
      const minted = await mintReplacement(tx, apiKeyId, unused.digest)
      await replaceResult(tx, request, minted.resultId)
      return minted
    },
  })
}

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

function secretAlreadyUsed(): Problem {
  return new Problem(
    'SECRET_ALREADY_USED',
    'The original request succeeded, but its secret cannot be shown again. If you do not have it, rotate the key.',
  )
}
