// inviteUser: creates an INVITED user and mails a link to choose a password.

import { builder } from '../../builder.ts'
import { actorOf, inBothEnvironments, recordEvents } from '../../events/record-event.ts'
import { newId } from '../../graphql/ids.ts'
import { Problem } from '../../graphql/problem.ts'
import { Issues } from '../../validation/issues.ts'
import { Role, User } from './user.ts'
import { checkUser } from './user-input.ts'

const PATHS = { name: 'name', username: 'username', email: 'email' }

builder.mutationField('inviteUser', (t) =>
  t.fieldWithInput({
    type: User,
    description:
      'Adds a user to the funder and mails a link to choose a password. The link works once within 7 days. The user is INVITED until the password is set. resendInvitation mails a new link; revokeInvitation invalidates it.',
    problems: ['VALIDATION_FAILED', 'USER_EXISTS'],
    input: {
      username: t.input.string({
        required: true,
        description: 'Name to sign in with: 3 to 30 characters of a-z, 0-9, _ and dot. It cannot be changed.',
      }),
      name: t.input.string({ required: true, description: "The person's name, 1 to 128 characters." }),
      email: t.input.string({ required: true, description: 'Email address that receives the invitation.' }),
      role: t.input.field({ type: Role, required: true, description: 'Determines the scopes of the user.' }),
    },
    resolve: async (_root, { input }, { db, principal, transaction, enqueue }) => {
      const issues = new Issues()
      const person = checkUser(issues, PATHS, input)
      issues.throwIfAny()
      const id = newId('User')
      await transaction(async (tx) => {
        const data = {
          ...person,
          id,
          funderId: principal.funderId,
          role: input.role,
          status: 'INVITED' as const,
        }
        const { count } = await tx.user.createMany({ data: [data], skipDuplicates: true })
        if (count === 0) {
          throw new Problem(
            'USER_EXISTS',
            `The user name ${person.username} is already taken. Choose another.`,
          )
        }
        const { funderId } = principal
        const event = { type: 'user.invited', funderId, subjectId: id, actor: actorOf(principal) } as const
        await recordEvents(tx, inBothEnvironments({ ...event, data: { role: input.role } }))
        await enqueue(tx, 'mail', { kind: 'INVITATION', userId: id })
        return { id }
      })
      return db.user.findUniqueOrThrow({ where: { id } })
    },
  }),
)
