// The query `viewer`: the principal of this request.

import { apiKeyIdOf, type Principal, userIdOf } from '../auth/principal.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { IN_ROW } from '../graphql/complexity.ts'
import { Environment } from '../graphql/environment.ts'
import { Scope } from './enums.ts'

const Viewer = builder.objectRef<Principal>('Viewer').implement({
  description: 'The caller of this request, and what its credential may do.',
  fields: (t) => ({
    environment: t.expose('environment', {
      type: Environment,
      description: 'The environment of the credential.',
    }),
    scopes: t.field({
      type: [Scope],
      complexity: IN_ROW,
      description:
        'Effective scopes of the credential, with their :read forms, limited to the role of its user.',
      resolve: ({ scopes }) => [...scopes],
    }),
    funder: t.prismaField({
      type: 'Funder',
      description: 'The funder of the credential. For a BROKER key: the funder of the relationship.',
      resolve: (query, { funderId }, _args, { db }) =>
        db.funder.findUniqueOrThrow({ ...query, where: { id: funderId } }),
    }),
    apiKey: t.prismaField({
      type: 'ApiKey',
      nullable: true,
      description: 'The key of this request. Null for a session.',
      resolve: (query, viewer, _args, { db, principal }) => {
        const id = apiKeyIdOf(viewer)
        if (id === null) return null
        return db.apiKey.findFirstOrThrow({
          ...query,
          where: { AND: [{ id }, tenantScope.apiKey(principal)] },
        })
      },
    }),
    user: t.prismaField({
      type: 'User',
      nullable: true,
      description: 'The signed-in user, or the user of a USER key. Null for other credentials.',
      resolve: (query, viewer, _args, { db }) => {
        const id = userIdOf(viewer)
        return id === null ? null : db.user.findUnique({ ...query, where: { id } })
      },
    }),
    relationship: t.prismaField({
      type: 'Relationship',
      nullable: true,
      description: 'The relationship of a BROKER key. Null for other credentials.',
      resolve: (query, viewer, _args, { db }) =>
        viewer.kind === 'BROKER'
          ? db.relationship.findUnique({ ...query, where: { id: viewer.relationshipId } })
          : null,
    }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    description: 'The caller of this request.',
    resolve: (_root, _args, { principal }) => principal,
  }),
)
