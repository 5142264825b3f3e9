// deactivateApiKey: deactivates a key until it is reactivated.

import { builder } from '../builder.ts'
import { ApiKey } from './api-key.ts'
import { changeApiKey, loadChangeableKey, NOT_CHANGEABLE } from './change-api-key.ts'

builder.mutationField('deactivateApiKey', (t) =>
  t.fieldWithInput({
    type: ApiKey,
    description:
      'Switches a key off. As exact as deleting it, and can be taken back. Switching off what is off changes nothing.',
    problems: NOT_CHANGEABLE,
    input: { id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: async (_root, { input: { id } }, context) => {
      await loadChangeableKey(context, id)
      return changeApiKey(context, id, async (tx) => {
        const { count } = await tx.apiKey.updateMany({
          where: { id, state: { not: 'DELETED' } },
          data: { state: 'INACTIVE' },
        })
        return count
      })
    },
  }),
)
