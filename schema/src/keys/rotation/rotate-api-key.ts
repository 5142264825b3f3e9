// rotateApiKey: adds a second secret, which replaces the first one on its first use.

import { builder } from '../../builder.ts'
import { actorOf, recordEvents } from '../../events/record-event.ts'
import { Problem } from '../../graphql/problem.ts'
import { Issues } from '../../validation/issues.ts'
import { apiKeyNotFound, loadChangeableKey } from '../change-api-key.ts'
import { keyEvent } from '../key-event.ts'
import { mintSecretFor, NewApiKey } from '../mint-key.ts'
import { replaySecret } from '../replay-secret.ts'
import { hasAcceptedSecret, lockSecrets, ROTATION_PERMISSIONS } from './rotation.ts'

const DAY_SECONDS = 86_400
const MAX_SECONDS = 7 * DAY_SECONDS

builder.mutationField('rotateApiKey', (t) =>
  t.fieldWithInput({
    type: NewApiKey,
    description:
      'Adds a second secret to a key and keeps everything else. Both secrets are accepted. The first use of the new secret starts the grace period of the old one; after it ends, the old secret is rejected. With `graceSeconds: 0`, the new secret replaces all others before the response is sent, even during a rotation: use this after a leak. A BROKER key can rotate itself with at least 86,400 seconds.',
    problems: [
      'VALIDATION_FAILED',
      'API_KEY_NOT_FOUND',
      'FORBIDDEN',
      'KEY_NOT_ACTIVE',
      'ROTATION_PENDING',
      'SECRET_ALREADY_USED',
    ],
    input: {
      id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }),
      graceSeconds: t.input.int({
        defaultValue: DAY_SECONDS,
        description: `How long the old secret is accepted after the first use of the new one: 0 to ${MAX_SECONDS} seconds.`,
      }),
    },
    replay: replaySecret,
    resolve: async (_root, { input }, context) => {
      const { id } = input
      const graceSeconds = input.graceSeconds ?? DAY_SECONDS
      const issues = new Issues()
      if (graceSeconds < 0 || graceSeconds > MAX_SECONDS)
        issues.add('graceSeconds', 'INVALID_GRACE', `Must be from 0 to ${MAX_SECONDS} seconds.`)
      issues.throwIfAny()
      const rotated = await loadChangeableKey(context, id, ROTATION_PERMISSIONS)
      const event = keyEvent('api_key.rotated', rotated, actorOf(context.principal), { graceSeconds })
      if (context.principal.kind === 'BROKER' && graceSeconds < DAY_SECONDS)
        throw new Problem(
          'FORBIDDEN',
          `When a BROKER key rotates itself, graceSeconds must be ${DAY_SECONDS} or more.`,
        )
      return context.transaction({
        lock: (tx) => lockSecrets(tx, context, id),
        run: async (tx) => {
          const [key] = await tx.$queryRaw<{ canRotate: boolean }[]>`
            SELECT state = 'ACTIVE' AND (expires_at IS NULL OR expires_at > app_now()) AS "canRotate"
            FROM api_key WHERE id = ${id} AND state <> 'DELETED'`
          if (key === undefined) throw apiKeyNotFound(id)
          if (!key.canRotate) {
            throw new Problem(
              'KEY_NOT_ACTIVE',
              'This key is inactive or has expired. Reactivate or extend it first.',
            )
          }
          if (graceSeconds === 0) {
            // For a leaked secret: the attacker may have started a rotation.
            await tx.secret.updateMany({
              where: { apiKeyId: id, state: { not: 'DEAD' } },
              data: { state: 'DEAD' },
            })
            await recordEvents(tx, [event])
            return mintSecretFor(tx, id, { state: 'CURRENT' })
          }
          if (await hasAcceptedSecret(tx, id, ['PENDING', 'RETIRING'])) {
            throw new Problem(
              'ROTATION_PENDING',
              'A rotation of this key is in progress. Finish it (finishRotation), or cancel it while the new secret is unused (cancelRotation).',
            )
          }
          await recordEvents(tx, [event])
          return mintSecretFor(tx, id, { state: 'PENDING', graceSeconds })
        },
      })
    },
  }),
)
