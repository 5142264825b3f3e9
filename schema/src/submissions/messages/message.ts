// The Message type and the messages of a submission. Loaded by schema.ts.

import { Prisma, Side as Sides } from '@latchkey/prisma'
import { partScope, tenantScope } from '../../auth/tenant-scope.ts'
import { builder } from '../../builder.ts'
import { connectionOf, pageArguments, readPage } from '../../graphql/connection.ts'
import { registerNode } from '../../graphql/load-by-id.ts'
import { nestedPages, rowsById } from '../../graphql/nested-page.ts'
import { Node } from '../../graphql/node.ts'
import { unseal } from '../unseal.ts'

export const Side = builder.enumType('Side', {
  description: 'One of the two parties of a submission.',
  values: {
    [Sides.FUNDER]: { description: 'The funder.' },
    [Sides.BROKER]: { description: 'The broker.' },
  },
})

export const Message = builder.prismaObject('Message', {
  interfaces: [Node],
  description: 'A message between broker and funder. Both see it.',
  fields: (t) => ({
    side: t.expose('side', { type: Side, description: 'The party that wrote it.' }),
    text: t.string({
      nullable: true,
      description: 'Text of the message. Null after the submission was erased.',
      resolve: ({ id, submissionId, textCipher }, _args, context) =>
        unseal(context, submissionId, textCipher, `${id}.text`),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
  }),
})

registerNode('Message', 'submission', ({ db, principal }, id) =>
  db.message.findFirst({ where: { AND: [{ id }, tenantScope.message(principal)] } }),
)

const MessageConnection = connectionOf('Message', Message)

const pages = nestedPages(
  ({ principal }) =>
    Prisma.sql`SELECT id FROM message WHERE submission_id = s.id AND ${partScope(principal)}`,
)

const loadMessages = rowsById(({ db, principal }, ids) =>
  db.message.findMany({ where: { AND: [{ id: { in: ids } }, tenantScope.message(principal)] } }),
)

builder.prismaObjectField('Submission', 'messages', (t) =>
  t.field({
    type: MessageConnection,
    description: 'Messages between broker and funder, newest first.',
    args: pageArguments,
    resolve: ({ id: submissionId }, args, context) =>
      readPage('Message', context, args, {
        find: async (page) => loadMessages(context, await pages.ids(context, submissionId, page)),
        count: (keyset, take) => pages.count(context, submissionId, keyset, take),
      }),
  }),
)
