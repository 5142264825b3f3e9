// Submission.documents and Submission.documentsArchive. Loaded by schema.ts.

import { Prisma } from '@latchkey/prisma'
import { requirePermission } from '../auth/permissions.ts'
import { partScope, tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { connectionOf, pageArguments, readPage, selectionOf } from '../graphql/connection.ts'
import { nestedPages, rowsById } from '../graphql/nested-page.ts'
import { Document } from './document.ts'
import { SignedAddress } from './signed-address.ts'

const DocumentConnection = connectionOf('Document', Document)

const pages = nestedPages(
  ({ principal }) =>
    Prisma.sql`SELECT id FROM document WHERE submission_id = s.id AND status <> 'REMOVED' AND ${partScope(principal)}`,
)

const loadDocuments = rowsById(({ db, principal }, ids, selection) =>
  db.document.findMany({
    ...selection,
    where: { AND: [{ id: { in: ids } }, tenantScope.document(principal)] },
  }),
)

builder.prismaObjectField('Submission', 'documents', (t) =>
  t.field({
    type: DocumentConnection,
    description: 'Documents of the submission, without removed ones. Permissions: as for `document`.',
    args: pageArguments,
    select: { id: true },
    resolve: ({ id: submissionId }, args, context, info) => {
      requirePermission(context.principal, 'document')
      context.allowed.add('document')
      return readPage('Document', context, args, {
        find: async (page) =>
          loadDocuments(context, await pages.ids(context, submissionId, page), selectionOf(context, info)),
        count: (keyset, take) => pages.count(context, submissionId, keyset, take),
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
