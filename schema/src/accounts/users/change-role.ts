// changeRole: changes the role of a user.

import { builder } from '../../builder.ts'
import { changeUser } from './change-user.ts'
import { Role, User } from './user.ts'

builder.mutationField('changeRole', (t) =>
  t.fieldWithInput({
    type: User,
    description:
      'Gives a user another role. When this is answered, what the old role allowed and the new one does not is refused to all sessions and USER keys of the user.',
    problems: ['NOT_FOUND', 'LAST_OWNER'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the user (`usr_`).' }),
      role: t.input.field({ type: Role, required: true, description: 'The role from now on.' }),
    },
    resolve: (_root, { input: { id, role } }, context) => changeUser(context, id, () => ({ role })),
  }),
)
