// finishRotation: ends a rotation immediately; the old secret becomes DEAD.

import { builder } from '../../builder.ts'
import { ApiKey } from '../api-key.ts'
import { NOT_CHANGEABLE } from '../change-api-key.ts'
import { endRotation } from './rotation.ts'

builder.mutationField('finishRotation', (t) =>
  t.fieldWithInput({
    type: ApiKey,
    description:
      'Ends a rotation now: the new secret is the current one, used or not, and when this is answered the old one is refused, as exactly as a deletion. Without a rotation it changes nothing.',
    problems: NOT_CHANGEABLE,
    input: { id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: (_root, { input: { id } }, context) =>
      endRotation(context, id, async (tx) => {
        const of = (state: 'CURRENT' | 'PENDING' | 'RETIRING') => ({ where: { apiKeyId: id, state } })
        if ((await tx.secret.count(of('PENDING'))) > 0) {
          await tx.secret.updateMany({ ...of('CURRENT'), data: { state: 'DEAD' } })
          await tx.secret.updateMany({ ...of('PENDING'), data: { state: 'CURRENT' } })
        }
        await tx.secret.updateMany({ ...of('RETIRING'), data: { state: 'DEAD' } })
      }),
  }),
)
