// resumeRelationship: resumes a paused relationship; the server accepts the broker's key again.

import { builder } from '../builder.ts'
import { changeRelationship, NOT_ALLOWED } from './change-relationship.ts'
import { Relationship } from './relationship.ts'

builder.mutationField('resumeRelationship', (t) =>
  t.fieldWithInput({
    type: Relationship,
    description:
      "Resumes a paused relationship. The broker's key is accepted again. No effect if it is already active.",
    problems: NOT_ALLOWED,
    input: { id: t.input.id({ required: true, description: 'The id of the relationship (`rel_`).' }) },
    resolve: (_root, { input: { id } }, context) => changeRelationship(context, id, 'ACTIVE'),
  }),
)
