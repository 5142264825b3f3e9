// waiveRequirement: the funder no longer asks for something.

import { builder } from '../../builder.ts'
import { moveRequirement } from '../../submissions/requirements/move-requirement.ts'
import { Requirement } from '../../submissions/requirements/requirement.ts'

builder.mutationField('waiveRequirement', (t) =>
  t.fieldWithInput({
    type: Requirement,
    description:
      'Waives a requirement. If no PRE_DECISION requirement is left without a response, an INFO_REQUESTED submission returns to IN_REVIEW.',
    problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the requirement (`req_`).' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) =>
      moveRequirement(context, {
        input,
        move: 'waiveRequirement',
        from: ['OPEN', 'RESPONDED', 'REJECTED'],
        event: 'requirement.waived',
        changes: async ({ now }) => ({ status: 'WAIVED', resolvedAt: now }),
      }),
  }),
)
