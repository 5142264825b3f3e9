// cancelRotation: cancels a rotation while the new secret is unused.

import { builder } from '../../builder.ts'
import { Problem } from '../../graphql/problem.ts'
import { ApiKey } from '../api-key.ts'
import { endRotation, hasAcceptedSecret } from './rotation.ts'

builder.mutationField('cancelRotation', (t) =>
  t.fieldWithInput({
    type: ApiKey,
    description:
      'Cancels a rotation while its new secret is unused. Once the response is sent, the new secret is rejected and the old secret stays CURRENT. No effect without a rotation.',
    problems: ['API_KEY_NOT_FOUND', 'FORBIDDEN', 'ROTATION_PENDING'],
    input: { id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: (_root, { input: { id } }, context) =>
      endRotation(context, id, 'api_key.rotation_cancelled', async (tx) => {
        if (await hasAcceptedSecret(tx, id, ['RETIRING'])) {
          throw new Problem(
            'ROTATION_PENDING',
            "The new secret was already used, so you can't cancel the rotation. Finish it (finishRotation), or wait until the grace period ends.",
          )
        }
        const where = { apiKeyId: id, state: 'PENDING' as const }
        return (await tx.secret.updateMany({ where, data: { state: 'DEAD' } })).count
      }),
  }),
)
