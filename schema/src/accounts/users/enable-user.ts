// enableUser: enables a disabled user.

import { builder } from '../../builder.ts'
import { changeUser } from './change-user.ts'
import { User } from './user.ts'

builder.mutationField('enableUser', (t) =>
  t.fieldWithInput({
    type: User,
    description:
      'Enables a disabled user, who keeps the password and the USER keys. A user without a password becomes INVITED: send a new link with resendInvitation. No effect if the user is not disabled.',
    problems: ['NOT_FOUND'],
    input: { id: t.input.id({ required: true, description: 'The id of the user (`usr_`).' }) },
    resolve: (_root, { input: { id } }, context) =>
      changeUser(context, id, 'user.enabled', async (tx, { status }) => {
        if (status !== 'DISABLED') return {}
        const passwords = await tx.password.count({ where: { userId: id } })
        return { status: passwords === 0 ? 'INVITED' : 'ACTIVE' }
      }),
  }),
)
