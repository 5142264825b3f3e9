// unseal: decrypts a text of a submission for a response. Used by the types of review texts.

import { tenantScope } from '../auth/tenant-scope.ts'
import type { Context } from '../context.ts'
import { unsealColumn, type WrappedDataKey } from '../encryption/data-key.ts'
import { batched } from '../graphql/batch.ts'

const dataKeyOf = batched<string, WrappedDataKey | null>(async ({ db, principal }, ids) => {
  const rows = await db.submission.findMany({
    where: { AND: [{ id: { in: [...ids] } }, tenantScope.submission(principal)] },
    select: { id: true, dataKey: true, masterKeyId: true },
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id) ?? null)
})

/** Null if there is no text, or the submission was erased. */
export async function unseal(
  context: Context,
  submissionId: string,
  sealed: Uint8Array | null,
  place: string,
): Promise<string | null> {
  if (sealed === null) return null
  return unsealColumn(context.masterKeys, await dataKeyOf(context, submissionId), sealed, place)
}
