// requestInformation: the funder asks the broker for documents or answers.

import { builder } from '../builder.ts'
import { actorOf } from '../events/record-event.ts'
import { newId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { earliestOf, openRequirements } from '../submissions/requirements/move-requirement.ts'
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
        const { environment, funderId, id: submissionId, status } = state.submission
        checkStages(issues, status, requirements)
        issues.throwIfAny()
        const earlier = await state.tx.requirement.count({ where: { submissionId } })
        if (earlier + requirements.length > MAX_REQUIREMENTS) {
          throw new Problem(
            'LIMIT_REACHED',
            `A submission can have at most ${MAX_REQUIREMENTS} requirements; this one has ${earlier}.`,
          )
        }
        const createdById = actorOf(context.principal).id
        const rows = requirements.map(({ text, ...requirement }) => {
          const id = newId('Requirement')
          const textCipher = text === null ? null : state.seal(text, `${id}.text`)
          const whose = { environment, funderId, submissionId, createdById, createdAt: state.now }
          return { id, ...whose, ...requirement, textCipher }
        })
        await state.tx.requirement.createMany({ data: rows })
        return {
          status: status === 'APPROVED' ? 'APPROVED' : 'INFO_REQUESTED',
          changes: { dueAt: earliestOf(await openRequirements(state)) },
          events: [
            { type: 'submission.information_requested' },
            ...rows.map(({ id }) => ({ type: 'requirement.created' as const, subjectId: id })),
          ],
        }
      })
    },
  }),
)
