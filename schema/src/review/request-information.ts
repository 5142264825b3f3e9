// requestInformation: the funder asks the broker for documents or answers.

import { builder } from '../builder.ts'
import { actorOf } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import { requireInformation } from '../submissions/effects/require-information.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { MAX_REQUIREMENTS } from '../submissions/requirements/requirement.ts'
import { Submission } from '../submissions/submission.ts'
import { Issues } from '../validation/issues.ts'
import { checkRequirements, checkStages, RequirementInput } from './requirements/requirement-input.ts'

builder.mutationField('requestInformation', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Adds requirements. The status of a submission that is not approved yet becomes INFO_REQUESTED; then at least one requirement must be PRE_DECISION. An APPROVED submission keeps its status, and takes only PRE_FUNDING requirements.',
    problems: [
      'VALIDATION_FAILED',
      'SUBMISSION_NOT_FOUND',
      'VERSION_CONFLICT',
      'ILLEGAL_TRANSITION',
      'LIMIT_REACHED',
    ],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      requirements: t.input.field({
        type: [RequirementInput],
        required: true,
        description: 'What the broker must send, 1 to 20.',
      }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) => {
      const issues = new Issues()
      const requirements = checkRequirements(
        issues,
        'requirements',
        input.requirements,
        context.principal.now,
      )
      issues.throwIfAny()
      return moveSubmission(context, input, 'requestInformation', async (state) => {
        const { id: submissionId, status } = state.submission
        checkStages(issues, status, requirements)
        issues.throwIfAny()
        const earlier = await state.tx.requirement.count({ where: { submissionId } })
        if (earlier + requirements.length > MAX_REQUIREMENTS) {
          throw new Problem(
            'LIMIT_REACHED',
            `A submission can have at most ${MAX_REQUIREMENTS} requirements; this one has ${earlier}.`,
          )
        }
        return requireInformation(state, requirements, actorOf(context.principal).id)
      })
    },
  }),
)
