// NewApiKey: the result of creating or rotating a key, with the secret that is shown once.

import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { apiKeyNotFound } from './change-api-key.ts'
import type { MintedKey } from './mint-key.ts'

export const NewApiKey = builder.objectRef<MintedKey>('NewApiKey').implement({
  description: 'A new or rotated key, with its new secret.',
  fields: (t) => ({
    apiKey: t.prismaField({
      type: 'ApiKey',
      description: 'The API key.',
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
        'The new secret. It is only in this response and cannot be shown again. Store it securely and keep it out of logs and emails.',
    }),
  }),
})
