// cancelRotation: cancels a rotation while the new secret is unused.

import { builder } from '../../builder.ts'
import { Problem } from '../../graphql/problem.ts'
import { ApiKey } from '../api-key.ts'
import { endRotation, hasAcceptedSecret } from './rotation.ts'

builder.mutationField('cancelRotation', (t) =>
  t.fieldWithInput({
    type: ApiKey,
    description:
      'Takes a rotation back while its new secret is unused: when this is answered, that is refused, and the old one is the current one as before. Without a rotation it changes nothing.',
    problems: ['API_KEY_NOT_FOUND', 'FORBIDDEN', 'ROTATION_PENDING'],
    input: { id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: (_root, { input: { id } }, context) =>
      endRotation(context, id, async (tx) => {
        if (await hasAcceptedSecret(tx, id, ['RETIRING'])) {
          throw new Problem(
            'ROTATION_PENDING',
            'The new secret is in use already, so there is no way back. Finish the rotation, or let the grace end.',
          )
        }
        await tx.secret.updateMany({ where: { apiKeyId: id, state: 'PENDING' }, data: { state: 'DEAD' } })
      }),
  }),
)
