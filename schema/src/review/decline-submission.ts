// declineSubmission: the funder refuses a submission.

import { builder } from '../builder.ts'
import { actorOf } from '../events/record-event.ts'
import { DeclineReason } from '../submissions/decision.ts'
import { decline } from '../submissions/effects/decline.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { Submission } from '../submissions/submission.ts'
import { Issues } from '../validation/issues.ts'

const MAX_REASONS = 4

builder.mutationField('declineSubmission', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Declines a submission with 1 to 4 reasons. Its open offers become RESCINDED. Brokers see SUSPECTED_FRAUD as UNVERIFIABLE_INFORMATION, and EXISTING_CUSTOMER, DUPLICATE_SUBMISSION and ANOTHER_BROKER_PROTECTED as OTHER.',
    problems: ['VALIDATION_FAILED', 'SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      reasons: t.input.field({
        type: [DeclineReason],
        required: true,
        description: 'Why you decline it, 1 to 4 different reasons, the most important first.',
      }),
      note: t.input.string({
        description:
          'Internal explanation, 1 to 2,000 characters. Required with OTHER. Brokers do not see it.',
      }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) => {
      const issues = new Issues()
      const reasons = [...new Set(input.reasons)]
      const note = issues.optionalText('note', input.note, { max: 2_000, multiline: true })
      if (reasons.length < 1 || reasons.length > MAX_REASONS)
        issues.add('reasons', 'INVALID_COUNT', `Choose 1 to ${MAX_REASONS} reasons.`)
      if (reasons.includes('OTHER') && note === null)
        issues.add('note', 'REQUIRED', 'Required with the reason OTHER.')
      issues.throwIfAny()
      const decidedById = actorOf(context.principal).id
      return moveSubmission(context, input, 'declineSubmission', (state) =>
        decline(state, { reasons, note, decidedById }),
      )
    },
  }),
)
