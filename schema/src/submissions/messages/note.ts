// The Note type and the internal notes of a submission. Loaded by schema.ts.

import { Prisma } from '@latchkey/prisma'
import { partScope, tenantScope } from '../../auth/tenant-scope.ts'
import { builder } from '../../builder.ts'
import { connectionOf, pageArguments, readPage } from '../../graphql/connection.ts'
import { registerNode } from '../../graphql/load-by-id.ts'
import { nestedPages, rowsById } from '../../graphql/nested-page.ts'
import { Node } from '../../graphql/node.ts'
import { unseal } from '../unseal.ts'

export const Note = builder.prismaObject('Note', {
  interfaces: [Node],
  description: 'An internal note of the funder. Brokers do not see notes.',
  fields: (t) => ({
    text: t.string({
      nullable: true,
      description: 'Text of the note. Null after the submission was erased.',
      resolve: ({ id, submissionId, textCipher }, _args, context) =>
        unseal(context, submissionId, textCipher, `${id}.text`),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
  }),
})

registerNode('Note', 'submission', ({ db, principal }, id) =>
  db.note.findFirst({ where: { AND: [{ id }, tenantScope.note(principal)] } }),
)

const NoteConnection = connectionOf('Note', Note)

const pages = nestedPages(({ principal }) =>
  principal.kind === 'BROKER'
    ? Prisma.sql`SELECT id FROM note WHERE false`
    : Prisma.sql`SELECT id FROM note WHERE submission_id = s.id AND ${partScope(principal)}`,
)

const loadNotes = rowsById(({ db, principal }, ids) =>
  db.note.findMany({ where: { AND: [{ id: { in: ids } }, tenantScope.note(principal)] } }),
)

builder.prismaObjectField('Submission', 'notes', (t) =>
  t.field({
    type: NoteConnection,
    description: 'Internal notes of the funder, newest first. Always empty for a BROKER key.',
    args: pageArguments,
    resolve: ({ id: submissionId }, args, context) =>
      readPage('Note', context, args, {
        find: async (page) => loadNotes(context, await pages.ids(context, submissionId, page)),
        count: (keyset, take) => pages.count(context, submissionId, keyset, take),
      }),
  }),
)
