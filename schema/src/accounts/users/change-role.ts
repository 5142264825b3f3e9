// changeRole: changes the role of a user.

import { builder } from '../../builder.ts'
import { changeUser } from './change-user.ts'
import { Role, User } from './user.ts'

builder.mutationField('changeRole', (t) =>
  t.fieldWithInput({
    type: User,
    description:
      'Changes the role of a user. Once the response is sent, all sessions and USER keys of the user are limited to the new role.',
    problems: ['NOT_FOUND', 'LAST_OWNER'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the user (`usr_`).' }),
      role: t.input.field({ type: Role, required: true, description: 'The new role.' }),
    },
    resolve: (_root, { input: { id, role } }, context) =>
      changeUser(context, id, 'user.role_changed', () => ({ role })),
  }),
)
