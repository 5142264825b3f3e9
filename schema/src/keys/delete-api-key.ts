// deleteApiKey: deletes a key immediately and permanently.

import { builder } from '../builder.ts'
import { ApiKey } from './api-key.ts'
import { changeApiKey, loadChangeableKey, NOT_CHANGEABLE } from './change-api-key.ts'

builder.mutationField('deleteApiKey', (t) =>
  t.fieldWithInput({
    type: ApiKey,
    description:
      'Deletes a key for good. When this is answered, no request with the key is accepted any more, and none that was under way leaves anything behind.',
    problems: NOT_CHANGEABLE,
    input: { id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: async (_root, { input: { id } }, context) => {
      await loadChangeableKey(context, id)
      return changeApiKey(
        context,
        id,
        (tx) => tx.$executeRaw`
          UPDATE api_key SET state = 'DELETED', deleted_at = app_now() WHERE id = ${id} AND state <> 'DELETED'`,
      )
    },
  }),
)
