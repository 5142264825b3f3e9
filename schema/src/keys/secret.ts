// GraphQL types for secrets of a key: state and use, never the secret itself. Used by api-key.ts.

import { builder } from '../builder.ts'
import { SecretState } from './enums.ts'

/** Use is recorded per secret, so that users see who still uses the old secret of a rotation. */
builder.prismaObject('SecretUse', {
  description:
    'The use of a secret, at most a second behind; after a crash of a server a little less than the truth.',
  fields: (t) => ({
    usedAt: t.expose('usedAt', { type: 'DateTime', description: 'When it was used last.' }),
    address: t.exposeString('address', {
      description: 'From where, then. Empty: a trusted proxy told no address.',
    }),
    userAgent: t.exposeString('userAgent', {
      description: 'What the program called itself, then; at most 200 characters.',
    }),
    count: t.expose('count', { type: 'SafeInt', description: 'How many requests were admitted with it.' }),
  }),
})

builder.prismaObject('RejectedUse', {
  description: 'Requests from one address that were refused because the secret is not accepted any more.',
  fields: (t) => ({
    prefix: t.string({
      complexity: 1,
      description: 'Of which secret.',
      select: { secret: { select: { prefix: true } } },
      resolve: ({ secret }) => secret.prefix,
    }),
    address: t.exposeString('address', {
      description: 'From where. Empty: a trusted proxy told no address.',
    }),
    userAgent: t.exposeString('userAgent', { description: 'What the program called itself last.' }),
    firstAt: t.expose('firstAt', { type: 'DateTime', description: 'The first of them.' }),
    lastAt: t.expose('lastAt', { type: 'DateTime', description: 'The last of them.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'How many.' }),
  }),
})

builder.prismaObject('Secret', {
  name: 'ApiKeySecret',
  description: 'A secret of a key. The secret itself is shown once, when it is made.',
  fields: (t) => ({
    prefix: t.exposeString('prefix', { description: 'What may be shown of it.' }),
    state: t.expose('state', { type: SecretState, description: 'Where it stands.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    firstUsedAt: t.expose('firstUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The first request that was admitted with it. Null: none was yet.',
    }),
    retiresAt: t.expose('retiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Of a RETIRING one: until when it is accepted. Null for the others.',
    }),
    use: t.relation('use', { nullable: true, description: 'How it is used. Null: not yet.' }),
  }),
})
