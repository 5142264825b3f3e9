// Submission.sameCompany: other submissions for the same tax id, for the funder. Loaded by schema.ts.

import type { Submission as Row } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { batched } from '../graphql/batch.ts'
import { listOf } from '../graphql/complexity.ts'
import { Submission } from '../submissions/submission.ts'

const MAX_SHOWN = 10

const withSameTaxId = batched<string, Row[]>(async ({ db, principal }, hashes) => {
  const { funderId, environment } = principal
  // Raw, because Prisma cannot limit the rows per tax id.
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM unnest(${[...new Set(hashes)]}::text[]) AS hash CROSS JOIN LATERAL (
      SELECT id FROM submission
      WHERE funder_id = ${funderId} AND environment = ${environment}::"Environment"
        AND tax_id_hash = decode(hash, 'hex') AND submitted_at IS NOT NULL
      ORDER BY id DESC LIMIT ${MAX_SHOWN + 1}::int
    ) AS s`
  const rows = await db.submission.findMany({
    where: { AND: [{ id: { in: found.map(({ id }) => id) } }, tenantScope.submission(principal)] },
    orderBy: { id: 'desc' },
  })
  return hashes.map((hash) => rows.filter(({ taxIdHash }) => hexOf(taxIdHash) === hash))
})

function hexOf(hash: Uint8Array | null): string | null {
  return hash === null ? null : Buffer.from(hash).toString('hex')
}

builder.prismaObjectField('Submission', 'sameCompany', (t) =>
  t.field({
    type: [Submission],
    complexity: listOf(MAX_SHOWN),
    description: `Other submissions for the same tax id, of all brokers, newest first, at most ${MAX_SHOWN}. Always empty for a BROKER key.`,
    resolve: async ({ id, taxIdHash }, _args, context) => {
      const hash = hexOf(taxIdHash)
      if (hash === null || context.principal.kind === 'BROKER') return []
      const found = await withSameTaxId(context, hash)
      return found.filter((one) => one.id !== id).slice(0, MAX_SHOWN)
    },
  }),
)
