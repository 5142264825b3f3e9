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
  description: 'Determines the scopes of a user.',
  values: {
    [Roles.OWNER]: { description: 'All scopes, and user management.' },
    [Roles.ADMIN]: { description: 'admin, submissions, documents, webhooks, embed.' },
    [Roles.DEVELOPER]: {
      description: 'submissions:read, documents:read, webhooks, embed; can create TIERED keys.',
    },
    [Roles.UNDERWRITER]: { description: 'submissions, documents.' },
    [Roles.VIEWER]: { description: 'submissions:read, documents:read.' },
  },
})

const UserStatus = builder.enumType('UserStatus', {
  description: 'Whether a user can sign in.',
  values: {
    [Statuses.INVITED]: {
      description: 'Has no password yet and cannot sign in. Becomes ACTIVE when the first password is set.',
    },
    [Statuses.ACTIVE]: { description: 'Can sign in.' },
    [Statuses.DISABLED]: {
      description: 'Cannot sign in. No session and no USER key of the user is accepted.',
    },
  },
})

export const User = builder.prismaObject('User', {
  interfaces: [Node],
  description: "A person who can sign in to a funder's account.",
  fields: (t) => ({
    username: t.exposeString('username', { description: 'Name that the user signs in with.' }),
    name: t.exposeString('name', { description: "The person's name." }),
    email: t.exposeString('email', { description: "The person's email address." }),
    role: t.expose('role', { type: Role, description: 'Determines the scopes of the user.' }),
    status: t.expose('status', { type: UserStatus, description: 'Whether the user can sign in.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the user was invited.' }),
  }),
})

registerNode('User', 'user', ({ db, principal }, id) =>
  db.user.findFirst({ where: { AND: [{ id }, tenantScope.user(principal)] } }),
)

builder.queryField('user', (t) =>
  t.prismaField({
    type: 'User',
    description: 'A user of the funder, by id.',
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
  return new Problem('NOT_FOUND', `There is no user ${displayId(id)}. Use the query users to find the id.`)
}

const UserFilter = builder.inputType('UserFilter', {
  description: 'Filter for `users`. Returns users that match every field.',
  fields: (t) => ({
    role: t.field({ type: Role, description: 'Users with this role.' }),
    status: t.field({ type: UserStatus, description: 'Users with this status.' }),
    search: t.string({
      description: `Users with this text in the name, user name or email address (case-insensitive). 1 to ${LONGEST_SEARCH} characters.`,
    }),
  }),
})

const UserConnection = connectionOf('User', User)

builder.queryField('users', (t) =>
  t.field({
    type: UserConnection,
    description: 'Users of the funder, newest first. They are the same in both environments.',
    args: {
      ...pageArguments,
      filter: t.arg({ type: UserFilter, description: 'Limits the list to matching items.' }),
    },
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
