// reactivateApiKey: reactivates an INACTIVE key.

import { userIdOf } from '../auth/principal.ts'
import { builder } from '../builder.ts'
import { Problem } from '../graphql/problem.ts'
import { ApiKey } from './api-key.ts'
import { changeApiKey, loadChangeableKey } from './change-api-key.ts'

builder.mutationField('reactivateApiKey', (t) =>
  t.fieldWithInput({
    type: ApiKey,
    description: 'Reactivates an inactive key with the same secret. No effect if the key is already active.',
    problems: ['API_KEY_NOT_FOUND', 'FORBIDDEN', 'KEY_NOT_ACTIVE'],
    input: { id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: async (_root, { input: { id } }, context) => {
      const { expiresAt, kind, userId } = await loadChangeableKey(context, id)
      if (kind === 'USER' && userId !== userIdOf(context.principal)) {
        throw new Problem('FORBIDDEN', 'Only the user of a USER key can reactivate it.')
      }
      if (expiresAt !== null && expiresAt <= context.principal.now) {
        throw new Problem(
          'KEY_NOT_ACTIVE',
          'This key has expired. Extend it (updateApiKey) before you reactivate it.',
        )
      }
      return changeApiKey(context, id, async (tx, { state }) => {
        const { count } = await tx.apiKey.updateMany({
          where: { id, state: { not: 'DELETED' } },
          data: { state: 'ACTIVE' },
        })
        return { count, event: state === 'ACTIVE' ? null : 'api_key.reactivated' }
      })
    },
  }),
)
