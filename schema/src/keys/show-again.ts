// Answers a retry of whatever made a secret. The secret of then is kept nowhere, so a fresh one takes its place, if it was
// never used: a lost answer is no dead end.

import type { Outcome } from '../access/idempotency.ts'
import type { Context } from '../context.ts'
import { Problem } from '../problem.ts'
import { type MintedKey, mintInstead } from './mint.ts'
import { lockSecrets } from './rotation.ts'

const SHOWN_FOR = '10 minutes'

export async function showAgain({ write }: Context, { id, createdAt }: Outcome): Promise<MintedKey> {
  return write(
    async (tx) => {
      const [unused] = await tx.$queryRaw<{ digest: Uint8Array<ArrayBuffer> }[]>`
        SELECT digest FROM (
          SELECT digest, state, first_used_at FROM secret WHERE api_key_id = ${id} ORDER BY created_at DESC LIMIT 1
        ) newest
        WHERE state IN ('CURRENT', 'PENDING') AND first_used_at IS NULL
          AND ${createdAt}::timestamptz > app_now() - ${SHOWN_FOR}::interval`
      if (unused === undefined) {
        throw new Problem(
          'SECRET_ALREADY_USED',
          'This was carried out, and its secret cannot be shown again. If you do not have it, rotate the key.',
        )
      }
      return mintInstead(tx, id, unused.digest)
    },
    (tx) => lockSecrets(tx, id),
  )
}
