// Submission.documents and Submission.documentsArchive. Loaded by schema.ts.

import type { Prisma } from '@latchkey/prisma'
import { requirePermission } from '../auth/permissions.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { connectionOf, pageArguments, readPage, selectionOf } from '../graphql/connection.ts'
import { Document } from './document.ts'
import { SignedAddress } from './signed-address.ts'

const DocumentConnection = connectionOf('Document', Document)

builder.prismaObjectField('Submission', 'documents', (t) =>
  t.field({
    type: DocumentConnection,
    description: 'Documents of the submission, without removed ones. Permissions: as for `document`.',
    args: pageArguments,
    select: { id: true },
    resolve: ({ id: submissionId }, args, context, info) => {
      requirePermission(context.principal, 'document')
      context.allowed.add('document')
      const where: Prisma.DocumentWhereInput = {
        AND: [{ submissionId, status: { not: 'REMOVED' } }, tenantScope.document(context.principal)],
      }
      return readPage('Document', context, args, {
        find: ({ keyset, ...page }) =>
          context.db.document.findMany({
            ...selectionOf(context, info),
            where: { AND: [where, keyset] },
            ...page,
          }),
        count: (keyset, take) =>
          context.db.document.count({
            where: { AND: [where, keyset] },
            ...(take === undefined ? {} : { take }),
          }),
      })
    },
  }),
)

builder.prismaObjectField('Submission', 'documentsArchive', (t) =>
  t.field({
    type: SignedAddress,
    description:
      'Signed address of a ZIP with all documents that can be downloaded, valid for at most 60 seconds. Permissions: as for `document`.',
    select: { id: true },
    resolve: ({ id }, _args, { principal, allowed, storage }) => {
      requirePermission(principal, 'document')
      allowed.add('document')
      return storage.signArchive(id)
    },
  }),
)
