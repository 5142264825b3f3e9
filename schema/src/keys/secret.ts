// GraphQL types for secrets of a key: state and use, never the secret itself. Used by api-key.ts.

import { builder } from '../builder.ts'
import { SecretState } from './enums.ts'

/** Use is recorded per secret, so that users see who still uses the old secret of a rotation. */
builder.prismaObject('SecretUse', {
  description: 'Usage of a secret. Updated within 1 second. Slightly too low after a server crash.',
  fields: (t) => ({
    usedAt: t.expose('usedAt', { type: 'DateTime', description: 'Time of the last use.' }),
    address: t.exposeString('address', {
      description: 'Client address of the last use. Empty: a trusted proxy sent no address.',
    }),
    userAgent: t.exposeString('userAgent', {
      description: 'User-Agent of the last use, at most 200 characters.',
    }),
    count: t.expose('count', {
      type: 'SafeInt',
      description: 'Number of authenticated requests with this secret.',
    }),
  }),
})

builder.prismaObject('RejectedUse', {
  description: 'Requests from one address that were rejected because the secret is no longer accepted.',
  fields: (t) => ({
    prefix: t.string({
      complexity: 1,
      description: 'Prefix of the secret.',
      select: { secret: { select: { prefix: true } } },
      resolve: ({ secret }) => secret.prefix,
    }),
    address: t.exposeString('address', {
      description: 'Client address. Empty: a trusted proxy sent no address.',
    }),
    userAgent: t.exposeString('userAgent', { description: 'User-Agent of the last request.' }),
    firstAt: t.expose('firstAt', { type: 'DateTime', description: 'Time of the first request.' }),
    lastAt: t.expose('lastAt', { type: 'DateTime', description: 'Time of the last request.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'Number of requests.' }),
  }),
})

builder.prismaObject('Secret', {
  name: 'ApiKeySecret',
  description: 'A secret of a key. The secret itself is shown once, in the response that creates it.',
  fields: (t) => ({
    prefix: t.exposeString('prefix', { description: 'Displayable start of the secret.' }),
    state: t.expose('state', {
      type: SecretState,
      description: 'Whether the secret is accepted, and its place in a rotation.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    firstUsedAt: t.expose('firstUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of the first authenticated request with this secret. Null: not used yet.',
    }),
    retiresAt: t.expose('retiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a RETIRING secret stops being accepted. Null in other states.',
    }),
    use: t.relation('use', { nullable: true, description: 'Usage of the secret. Null: not used yet.' }),
  }),
})
