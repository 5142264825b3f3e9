// resumeRelationship: accepts a broker's key again.

import { builder } from '../builder.ts'
import { NOT_SETTABLE, setRelationship } from './change-relationship.ts'
import { Relationship } from './relationship.ts'

builder.mutationField('resumeRelationship', (t) =>
  t.fieldWithInput({
    type: Relationship,
    description:
      "Resumes a paused relationship: the broker's key is accepted again. Resuming what is active changes nothing.",
    problems: NOT_SETTABLE,
    input: { id: t.input.id({ required: true, description: 'The id of the relationship (`rel_`).' }) },
    resolve: (_root, { input: { id } }, context) => setRelationship(context, id, 'ACTIVE'),
  }),
)
