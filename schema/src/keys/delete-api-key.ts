// deleteApiKey: ends a key, now and for good.

import type { ApiKeyModel } from '@latchkey/prisma'
import type { Principal } from '../access/principal.ts'
import { visible } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { shownId } from '../ids.ts'
import { Problem } from '../problem.ts'
import { ApiKey } from './api-key.ts'

builder.mutationField('deleteApiKey', (t) =>
  t.fieldWithInput({
    type: ApiKey,
    description:
      'Deletes a key for good. When this is answered, no request with the key is accepted any more, and none that was under way leaves anything behind.',
    problems: ['API_KEY_NOT_FOUND', 'FORBIDDEN'],
    input: { id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: async (_root, { input: { id } }, { db, principal, write }) => {
      // Before any lock, so that nobody can hold up a key that is not his.
      refuse(id, await db.apiKey.findUnique({ where: { id } }), principal)
      await write(
        async (tx) => {
          const deleted = await tx.$executeRaw`
            UPDATE api_key SET state = 'DELETED', deleted_at = app_now() WHERE id = ${id} AND state <> 'DELETED'`
          if (deleted === 0) throw notFound(id)
        },
        // The row before the fence, as an UPDATE in psql takes them: the two never wait for each other crosswise.
        async (tx) => {
          await tx.$executeRaw`SELECT FROM api_key WHERE id = ${id} FOR NO KEY UPDATE`
          return [id]
        },
      )
      return db.apiKey.findFirstOrThrow({ where: { AND: [{ id }, visible.apiKey(principal)] } })
    },
  }),
)

function refuse(id: string, key: ApiKeyModel | null, { funderId, environment }: Principal): void {
  if (key === null || key.state === 'DELETED' || key.environment !== environment) throw notFound(id)
  if (key.funderId !== funderId)
    throw new Problem('FORBIDDEN', `The API key ${id} belongs to another funder.`)
}

function notFound(id: string): Problem {
  return new Problem(
    'API_KEY_NOT_FOUND',
    `There is no API key ${shownId(id)} to delete: mistyped, or deleted already.`,
  )
}
