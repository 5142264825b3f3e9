// pauseRelationship: rejects the broker's key until the relationship is resumed.

import { builder } from '../builder.ts'
import { changeRelationship, NOT_ALLOWED } from './change-relationship.ts'
import { Relationship } from './relationship.ts'

builder.mutationField('pauseRelationship', (t) =>
  t.fieldWithInput({
    type: Relationship,
    description:
      "Pauses a relationship: from the answer on, the broker's key is refused with RELATIONSHIP_PAUSED, until it is resumed. Pausing what is paused changes nothing.",
    problems: NOT_ALLOWED,
    input: { id: t.input.id({ required: true, description: 'The id of the relationship (`rel_`).' }) },
    resolve: (_root, { input: { id } }, context) => changeRelationship(context, id, 'PAUSED'),
  }),
)
