// deleteApiKey: deletes a key immediately and permanently.

import { builder } from '../builder.ts'
import { ApiKey } from './api-key.ts'
import { changeApiKey, loadChangeableKey, NOT_CHANGEABLE } from './change-api-key.ts'

builder.mutationField('deleteApiKey', (t) =>
  t.fieldWithInput({
    type: ApiKey,
    description:
      'Deletes a key permanently. Once the response is sent, no request with the key is accepted and no request in progress writes anything.',
    problems: NOT_CHANGEABLE,
    input: { id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: async (_root, { input: { id } }, context) => {
      await loadChangeableKey(context, id)
      return changeApiKey(context, id, async (tx) => {
        const count = await tx.$executeRaw`
          UPDATE api_key SET state = 'DELETED', deleted_at = app_now() WHERE id = ${id} AND state <> 'DELETED'`
        return { count, event: 'api_key.deleted' }
      })
    },
  }),
)
