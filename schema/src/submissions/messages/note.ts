// The Note type and the internal notes of a submission. Loaded by schema.ts.

import { tenantScope } from '../../auth/tenant-scope.ts'
import { builder } from '../../builder.ts'
import { connectionOf, pageArguments, readPage } from '../../graphql/connection.ts'
import { registerNode } from '../../graphql/load-by-id.ts'
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

builder.prismaObjectField('Submission', 'notes', (t) =>
  t.field({
    type: NoteConnection,
    description: 'Internal notes of the funder, newest first. Always empty for a BROKER key.',
    args: pageArguments,
    resolve: ({ id: submissionId }, args, context) => {
      const where = { AND: [{ submissionId }, tenantScope.note(context.principal)] }
      return readPage('Note', context, args, {
        find: ({ keyset, ...page }) => context.db.note.findMany({ where: { AND: [where, keyset] }, ...page }),
        count: (keyset, take) =>
          context.db.note.count({
            where: { AND: [where, keyset] },
            ...(take === undefined ? {} : { take }),
          }),
      })
    },
  }),
)
