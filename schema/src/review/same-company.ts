// Submission.sameCompany: other submissions for the same tax id, for the funder. Loaded by schema.ts.

import type { Submission as Row } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { batched } from '../graphql/batch.ts'
import { listOf } from '../graphql/complexity.ts'
import { Submission } from '../submissions/submission.ts'

const MAX_SHOWN = 10

const withSameTaxId = batched<Uint8Array<ArrayBuffer>, Row[]>(async ({ db, principal }, hashes) => {
  const rows = await db.submission.findMany({
    where: {
      AND: [
        { taxIdHash: { in: [...hashes] }, submittedAt: { not: null } },
        tenantScope.submission(principal),
      ],
    },
    orderBy: { id: 'desc' },
    take: hashes.length * (MAX_SHOWN + 1),
  })
  return hashes.map((hash) =>
    rows.filter(({ taxIdHash }) => taxIdHash !== null && Buffer.from(taxIdHash).equals(hash)),
  )
})

builder.prismaObjectField('Submission', 'sameCompany', (t) =>
  t.field({
    type: [Submission],
    complexity: listOf(MAX_SHOWN),
    description: `Other submissions for the same tax id, of all brokers, newest first, at most ${MAX_SHOWN}. Always empty for a BROKER key.`,
    resolve: async ({ id, taxIdHash }, _args, context) => {
      if (taxIdHash === null || context.principal.kind === 'BROKER') return []
      const found = await withSameTaxId(context, taxIdHash)
      return found.filter((one) => one.id !== id).slice(0, MAX_SHOWN)
    },
  }),
)
