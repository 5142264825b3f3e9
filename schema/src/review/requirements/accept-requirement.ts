// acceptRequirement: the funder accepts a response.

import { builder } from '../../builder.ts'
import { moveRequirement } from '../../submissions/requirements/move-requirement.ts'
import { Requirement } from '../../submissions/requirements/requirement.ts'

builder.mutationField('acceptRequirement', (t) =>
  t.fieldWithInput({
    type: Requirement,
    description: 'Accepts the response to a requirement, also one that you rejected before.',
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
        move: 'acceptRequirement',
        from: ['RESPONDED', 'REJECTED'],
        event: 'requirement.accepted',
        changes: async ({ now }) => ({ status: 'ACCEPTED', resolvedAt: now, noteCipher: null }),
      }),
  }),
)
