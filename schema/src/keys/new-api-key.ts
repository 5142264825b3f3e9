// NewApiKey: the result of creating or rotating a key, with the secret that is shown once.

import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { apiKeyNotFound } from './change-api-key.ts'
import type { MintedKey } from './mint-key.ts'

export const NewApiKey = builder.objectRef<MintedKey>('NewApiKey').implement({
  description: 'A key that was just made.',
  fields: (t) => ({
    apiKey: t.prismaField({
      type: 'ApiKey',
      description: 'The record.',
      resolve: async (query, { id }, _args, { db, principal }) => {
        const key = await db.apiKey.findFirst({
          ...query,
          where: { AND: [{ id }, tenantScope.apiKey(principal)] },
        })
        // Unreachable: the transaction that wrote the key reads it here.
        if (key === null) throw apiKeyNotFound(id)
        return key
      },
    }),
    secret: t.exposeString('secret', {
      description:
        'The secret itself: in this answer and never again. Hand it over securely, keep it out of logs and mail.',
    }),
  }),
})
