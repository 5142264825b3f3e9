// revokeInvitation: invalidates the invitation link and disables the user.

import { builder } from '../../builder.ts'
import { changeUser } from './change-user.ts'
import { User } from './user.ts'

builder.mutationField('revokeInvitation', (t) =>
  t.fieldWithInput({
    type: User,
    description:
      'Invalidates the link of an invitation and disables the INVITED user. To invite the user again, call enableUser and then resendInvitation.',
    problems: ['NOT_FOUND', 'VALIDATION_FAILED'],
    input: { id: t.input.id({ required: true, description: 'The id of the user (`usr_`).' }) },
    resolve: (_root, { input: { id } }, context) =>
      changeUser(context, id, 'user.invitation_revoked', () => ({ status: 'DISABLED' }), { invited: true }),
  }),
)
