// pauseRelationship: rejects the broker's key until the relationship is resumed.

import { builder } from '../builder.ts'
import { changeRelationship, NOT_ALLOWED } from './change-relationship.ts'
import { Relationship } from './relationship.ts'

builder.mutationField('pauseRelationship', (t) =>
  t.fieldWithInput({
    type: Relationship,
    description:
      "Pauses a relationship. Once the response is sent, requests with the broker's key fail with RELATIONSHIP_PAUSED until you resume it. No effect if it is already paused.",
    problems: NOT_ALLOWED,
    input: { id: t.input.id({ required: true, description: 'The id of the relationship (`rel_`).' }) },
    resolve: (_root, { input: { id } }, context) => changeRelationship(context, id, 'PAUSED'),
  }),
)
