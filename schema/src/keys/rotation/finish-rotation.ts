// finishRotation: ends a rotation immediately; the old secret becomes DEAD.

import { builder } from '../../builder.ts'
import { ApiKey } from '../api-key.ts'
import { NOT_CHANGEABLE } from '../change-api-key.ts'
import { endRotation } from './rotation.ts'

builder.mutationField('finishRotation', (t) =>
  t.fieldWithInput({
    type: ApiKey,
    description:
      'Ends a rotation now. The new secret becomes CURRENT, even if it is unused. Once the response is sent, the old secret is rejected, with the same guarantees as deleteApiKey. No effect without a rotation.',
    problems: NOT_CHANGEABLE,
    input: { id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: (_root, { input: { id } }, context) =>
      endRotation(context, id, 'api_key.rotation_finished', async (tx) => {
        const of = (state: 'CURRENT' | 'PENDING' | 'RETIRING') => ({ where: { apiKeyId: id, state } })
        const pending = await tx.secret.count(of('PENDING'))
        if (pending > 0) {
          await tx.secret.updateMany({ ...of('CURRENT'), data: { state: 'DEAD' } })
          await tx.secret.updateMany({ ...of('PENDING'), data: { state: 'CURRENT' } })
        }
        const retired = await tx.secret.updateMany({ ...of('RETIRING'), data: { state: 'DEAD' } })
        return pending + retired.count
      }),
  }),
)
