// resendInvitation: mails an invited user a new link; the earlier link stops working.

import { builder } from '../../builder.ts'
import { domainOfEmail } from '../../validation/email-domain.ts'
import { Issues } from '../../validation/issues.ts'
import { changeUser } from './change-user.ts'
import { User } from './user.ts'

builder.mutationField('resendInvitation', (t) =>
  t.fieldWithInput({
    type: User,
    description:
      'Mails an INVITED user a new link to choose a password. The link works once within 7 days. The earlier link stops working.',
    problems: ['NOT_FOUND', 'VALIDATION_FAILED'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the user (`usr_`).' }),
      email: t.input.string({
        description: 'New email address of the user. Omitted: unchanged.',
      }),
    },
    resolve: async (_root, { input: { id, email } }, context) => {
      const issues = new Issues()
      const corrected = email?.trim()
      if (corrected !== undefined && domainOfEmail(corrected) === null)
        issues.add('email', 'INVALID_EMAIL', 'Must be an email address, such as olivia@lender.com.')
      issues.throwIfAny()
      return changeUser(
        context,
        id,
        'user.invitation_resent',
        () => (corrected === undefined ? {} : { email: corrected }),
        {
          invited: true,
          after: async (tx) => {
            // The mail will contain a new token.
            await tx.passwordToken.deleteMany({ where: { userId: id, purpose: 'INVITATION' } })
            await context.enqueue(tx, 'mail', { kind: 'INVITATION', userId: id })
          },
        },
      )
    },
  }),
)
