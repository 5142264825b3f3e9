// User: a person of a funder.

import { Role as Roles } from '@latchkey/prisma'
import { builder } from '../builder.ts'
import { Node } from '../node.ts'

const Role = builder.enumType('Role', {
  description: 'What a user may do: sets of scopes, not a ladder.',
  values: {
    [Roles.OWNER]: { description: 'Everything, users included.' },
    [Roles.ADMIN]: { description: 'admin, submissions, documents, webhooks, embed.' },
    [Roles.DEVELOPER]: { description: 'submissions:read, documents:read, webhooks, embed.' },
    [Roles.UNDERWRITER]: { description: 'submissions, documents.' },
    [Roles.VIEWER]: { description: 'submissions:read, documents:read.' },
  },
})

builder.prismaObject('User', {
  interfaces: [Node],
  description: 'A person of a funder.',
  fields: (t) => ({
    username: t.exposeString('username', { description: 'The name the user logs in with.' }),
    name: t.exposeString('name', { description: "The person's name." }),
    email: t.exposeString('email', { description: "The person's e-mail address." }),
    role: t.expose('role', { type: Role, description: 'What the user may do.' }),
  }),
})
