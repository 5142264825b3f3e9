// Answers a retry of whatever made a secret. The secret of then is kept nowhere, so a fresh one takes its place, if it was
// never used: a lost answer is no dead end.

import type { Context } from '../context.ts'
import { Problem } from '../graphql/problem.ts'
import { type Outcome, outcomeOf, recordInstead } from '../transaction/idempotency.ts'
import { changeable } from './change-api-key.ts'
import { type MintedKey, mintInstead } from './mint-key.ts'
import { lockSecrets, ROTATES } from './rotation/rotation.ts'

const SHOWN_FOR = '10 minutes'

export async function showAgain(context: Context, { request, id, createdAt }: Outcome): Promise<MintedKey> {
  const { db, principal, write } = context
  const shown = await db.secret.findUnique({ where: { digest: bytes(id) } })
  if (shown === null) throw notShown()
  const { apiKeyId } = shown
  // A secret of a key is for whoever may rotate it, now.
  await changeable(context, apiKeyId, ROTATES)
  return write(
    async (tx) => {
      // Under the lock: another retry may have shown one since.
      const latest = await outcomeOf(tx, request, principal.now)
      const [unused] = await tx.$queryRaw<{ digest: Uint8Array<ArrayBuffer> }[]>`
        SELECT digest FROM secret
        WHERE digest = ${bytes(latest?.id ?? '')} AND state IN ('CURRENT', 'PENDING') AND first_used_at IS NULL
          AND ${createdAt}::timestamptz > app_now() - ${SHOWN_FOR}::interval`
      if (unused === undefined) throw notShown()
      const minted = await mintInstead(tx, apiKeyId, unused.digest)
      await recordInstead(tx, request, minted.resultId)
      return minted
    },
    (tx) => lockSecrets(tx, context, apiKeyId),
  )
}

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

function notShown(): Problem {
  return new Problem(
    'SECRET_ALREADY_USED',
    'This was carried out, and its secret cannot be shown again. If you do not have it, rotate the key.',
  )
}
