// What making a key answers: the record, and the secret for the only time.

import { visible } from '../access/visible.ts'
import { builder } from '../builder.ts'
import type { MintedKey } from './mint.ts'

export const NewApiKey = builder.objectRef<MintedKey>('NewApiKey').implement({
  description: 'A key that was just made.',
  fields: (t) => ({
    apiKey: t.prismaField({
      type: 'ApiKey',
      description: 'The record.',
      resolve: (query, { id }, _args, { db, principal }) =>
        db.apiKey.findFirstOrThrow({
          ...query,
          where: { AND: [{ id }, visible.apiKey(principal)] },
        }),
    }),
    secret: t.exposeString('secret', {
      description:
        'The secret itself: in this answer and never again. Hand it over securely, keep it out of logs and mail.',
    }),
  }),
})
