// disableUser: disables a user and ends the sessions.

import { builder } from '../../builder.ts'
import { changeUser } from './change-user.ts'
import { User } from './user.ts'

builder.mutationField('disableUser', (t) =>
  t.fieldWithInput({
    type: User,
    description:
      'Disables a user. Once the response is sent, no session and no USER key of the user is accepted. Sessions end permanently; USER keys are accepted again when the user is enabled. TIERED and BROKER keys created by the user stay valid.',
    problems: ['NOT_FOUND', 'LAST_OWNER'],
    input: { id: t.input.id({ required: true, description: 'The id of the user (`usr_`).' }) },
    resolve: (_root, { input: { id } }, context) =>
      changeUser(context, id, 'user.disabled', () => ({ status: 'DISABLED' })),
  }),
)
