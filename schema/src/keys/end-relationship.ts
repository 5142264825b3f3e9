// endRelationship: ends a relationship and deletes its key in one transaction (hence in keys/).

import { changeRelationship } from '../brokers/change-relationship.ts'
import { Relationship } from '../brokers/relationship.ts'
import { builder } from '../builder.ts'
import { actorOf } from '../events/record-event.ts'
import { keyEvent } from './key-event.ts'

builder.mutationField('endRelationship', (t) =>
  t.fieldWithInput({
    type: Relationship,
    description:
      'Ends a relationship and deletes its key, with the same guarantees as deleteApiKey. Submissions stay. A new key restarts the relationship.',
    problems: ['NOT_FOUND'],
    input: { id: t.input.id({ required: true, description: 'The id of the relationship (`rel_`).' }) },
    resolve: (_root, { input: { id } }, context) =>
      changeRelationship(context, id, 'ENDED', {
        lock: async (tx) => {
          const keys = await tx.$queryRaw<{ id: string }[]>`
            SELECT id FROM api_key WHERE relationship_id = ${id} AND state <> 'DELETED' FOR NO KEY UPDATE`
          return keys.map((key) => key.id)
        },
        run: async (tx, { environment, funderId }) => {
          const keys = await tx.$queryRaw<{ id: string }[]>`
            UPDATE api_key SET state = 'DELETED', deleted_at = app_now()
            WHERE relationship_id = ${id} AND state <> 'DELETED' RETURNING id`
          const actor = actorOf(context.principal)
          return keys.map((key) =>
            keyEvent('api_key.deleted', { ...key, environment, funderId, relationshipId: id }, actor),
          )
        },
      }),
  }),
)
