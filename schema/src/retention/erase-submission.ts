// eraseSubmission: the funder erases the personal data of a submission that is a draft or closed.

import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { actorOf } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import { checkVersion } from '../submissions/move-submission.ts'
import { Submission, submissionNotFound } from '../submissions/submission.ts'
import { eraseData, lockForErasure } from './erase-data.ts'

const ERASABLE = ['DRAFT', 'DECLINED', 'WITHDRAWN', 'FUNDED']

const ErasureReason = builder.enumType('ErasureReason', {
  description: 'Why the data of a submission was erased.',
  values: {
    REQUESTED: { description: 'The company or an owner asked for it.' },
    SENT_BY_MISTAKE: { description: 'The data should not have been sent.' },
    NO_LONGER_NEEDED: { description: 'The funder no longer needs the data.' },
    OTHER: { description: 'None of these.' },
  } as const,
})

builder.mutationField('eraseSubmission', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Erases all personal data of a submission for good: company, owners, texts and documents. Ids, statuses, times, amounts and events stay. Possible while it is DRAFT, DECLINED, WITHDRAWN or FUNDED; fails with SUBMISSION_LOCKED under a legal hold. Files are deleted soon after.',
    problems: ['SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION', 'SUBMISSION_LOCKED'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      reason: t.input.field({
        type: ErasureReason,
        required: true,
        defaultValue: 'OTHER',
        description: 'Why you erase it. The audit log shows it.',
      }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: async (_root, { input }, { db, enqueue, principal, transaction }) => {
      const { id, reason } = input
      const seen = { AND: [{ id }, tenantScope.submission(principal)] }
      const known = await db.submission.findFirst({ where: seen })
      if (known === null) throw submissionNotFound(id)

      await transaction(async (tx) => {
        const submission = await lockForErasure(tx, id)
        checkVersion(principal, submission, input.expectedVersion)
        if (submission.erasedAt !== null)
          throw new Problem('ILLEGAL_TRANSITION', 'The data of this submission is already erased.')
        if (submission.legalHold)
          throw new Problem(
            'SUBMISSION_LOCKED',
            'This submission is under a legal hold. Release it with releaseLegalHold before you erase the data.',
          )
        if (!ERASABLE.includes(submission.status))
          throw new Problem(
            'ILLEGAL_TRANSITION',
            `This submission is ${submission.status}. eraseSubmission is possible only while it is ${ERASABLE.join(', ')}. Decline or withdraw it first.`,
          )
        await eraseData(tx, enqueue, submission, { actor: actorOf(principal), reason })
        return { id }
      })
      return db.submission.findFirstOrThrow({ where: seen })
    },
  }),
)
