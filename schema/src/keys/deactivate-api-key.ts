// deactivateApiKey: deactivates a key until it is reactivated.

import { builder } from '../builder.ts'
import { ApiKey } from './api-key.ts'
import { changeApiKey, loadChangeableKey, NOT_CHANGEABLE } from './change-api-key.ts'

builder.mutationField('deactivateApiKey', (t) =>
  t.fieldWithInput({
    type: ApiKey,
    description:
      'Deactivates a key. Once the response is sent, no request with the key is accepted and no request in progress writes anything. Undo it with reactivateApiKey. No effect if the key is already inactive.',
    problems: NOT_CHANGEABLE,
    input: { id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: async (_root, { input: { id } }, context) => {
      await loadChangeableKey(context, id)
      return changeApiKey(context, id, async (tx, { state }) => {
        const { count } = await tx.apiKey.updateMany({
          where: { id, state: { not: 'DELETED' } },
          data: { state: 'INACTIVE' },
        })
        return { count, event: state === 'INACTIVE' ? null : 'api_key.deactivated' }
      })
    },
  }),
)
