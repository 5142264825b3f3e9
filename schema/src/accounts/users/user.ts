// The User type and the queries `user` and `users`. Used by the user mutations.

import { type Prisma, Role as Roles, UserStatus as Statuses } from '@latchkey/prisma'
import { tenantScope } from '../../auth/tenant-scope.ts'
import { builder } from '../../builder.ts'
import { connectionOf, pageArguments, readPage, selectionOf } from '../../graphql/connection.ts'
import { displayId } from '../../graphql/ids.ts'
import { registerNode } from '../../graphql/load-by-id.ts'
import { Node } from '../../graphql/node.ts'
import { Problem } from '../../graphql/problem.ts'
import { containing, LONGEST_SEARCH, searchOf } from '../../graphql/search.ts'

export const Role = builder.enumType('Role', {
  description: 'What a user may do: sets of scopes, not a ladder.',
  values: {
    [Roles.OWNER]: { description: 'Everything, users included.' },
    [Roles.ADMIN]: { description: 'admin, submissions, documents, webhooks, embed.' },
    [Roles.DEVELOPER]: { description: 'submissions:read, documents:read, webhooks, embed; TIERED keys.' },
    [Roles.UNDERWRITER]: { description: 'submissions, documents.' },
    [Roles.VIEWER]: { description: 'submissions:read, documents:read.' },
  },
})

const UserStatus = builder.enumType('UserStatus', {
  description: 'Whether a user can log in.',
  values: {
    [Statuses.INVITED]: {
      description:
        'Has not chosen a password yet, so cannot log in. The first password makes the user ACTIVE.',
    },
    [Statuses.ACTIVE]: { description: 'Can log in.' },
    [Statuses.DISABLED]: { description: 'Cannot log in: no session and no USER key is accepted.' },
  },
})

export const User = builder.prismaObject('User', {
  interfaces: [Node],
  description: 'A person of a funder.',
  fields: (t) => ({
    username: t.exposeString('username', { description: 'The name the user logs in with.' }),
    name: t.exposeString('name', { description: "The person's name." }),
    email: t.exposeString('email', { description: "The person's e-mail address." }),
    role: t.expose('role', { type: Role, description: 'What the user may do.' }),
    status: t.expose('status', { type: UserStatus, description: 'Whether the user can log in.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the user was invited.' }),
  }),
})

registerNode('User', 'user', ({ db, principal }, id) =>
  db.user.findFirst({ where: { AND: [{ id }, tenantScope.user(principal)] } }),
)

builder.queryField('user', (t) =>
  t.prismaField({
    type: 'User',
    description: 'One user of the funder.',
    args: { id: t.arg.id({ required: true, description: 'The id of the user (`usr_`).' }) },
    resolve: async (query, _root, { id }, { db, principal }) => {
      const user = await db.user.findFirst({
        ...query,
        where: { AND: [{ id }, tenantScope.user(principal)] },
      })
      if (user === null) throw userNotFound(id)
      return user
    },
  }),
)

export function userNotFound(id: string): Problem {
  return new Problem('NOT_FOUND', `There is no user ${displayId(id)}. See users for those there are.`)
}

const UserFilter = builder.inputType('UserFilter', {
  description: 'Which users to list; all of what is given must hold.',
  fields: (t) => ({
    role: t.field({ type: Role, description: 'Users of this role.' }),
    status: t.field({ type: UserStatus, description: 'Users in this state.' }),
    search: t.string({
      description: `Users whose name, user name or e-mail address contains this text, in any case. 1 to ${LONGEST_SEARCH} characters.`,
    }),
  }),
})

const UserConnection = connectionOf('User', User)

builder.queryField('users', (t) =>
  t.field({
    type: UserConnection,
    description: 'The users of the funder, newest first. The same in both environments.',
    args: { ...pageArguments, filter: t.arg({ type: UserFilter, description: 'Which of them.' }) },
    resolve: (_root, args, context, info) => {
      const { role, status } = args.filter ?? {}
      const search = searchOf(args.filter)
      const where: Prisma.UserWhereInput = {
        AND: [
          tenantScope.user(context.principal),
          role == null ? {} : { role },
          status == null ? {} : { status },
          search === null
            ? {}
            : {
                OR: [
                  { name: containing(search) },
                  { username: containing(search) },
                  { email: containing(search) },
                ],
              },
        ],
      }
      return readPage('User', context, args, {
        find: ({ keyset, ...page }) =>
          context.db.user.findMany({
            ...selectionOf(context, info),
            where: { AND: [where, keyset] },
            ...page,
          }),
        count: (keyset, take) =>
          context.db.user.count({ where: { AND: [where, keyset] }, ...(take === undefined ? {} : { take }) }),
      })
    },
  }),
)
