// markFunded: records the payout of an accepted offer.

import { builder } from '../builder.ts'
import { Problem } from '../graphql/problem.ts'
import { checkMoney, MoneyInput } from '../submissions/money.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { openRequirements } from '../submissions/requirements/move-requirement.ts'
import { Submission } from '../submissions/submission.ts'
import { Issues } from '../validation/issues.ts'

builder.mutationField('markFunded', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Records the payout for an APPROVED submission with an accepted offer: the status becomes FUNDED. Accept or waive open requirements first.',
    problems: ['VALIDATION_FAILED', 'SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      amount: t.input.field({ type: MoneyInput, required: true, description: 'Amount paid out.' }),
      fundedOn: t.input.field({
        type: 'Date',
        required: true,
        description: 'Day of the payout, not in the future.',
      }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) => {
      const issues = new Issues()
      const amount = checkMoney(issues, 'amount', input.amount)
      // The day has begun somewhere on Earth 14 hours before it begins in UTC.
      if (input.fundedOn.getTime() > context.principal.now.getTime() + 14 * 3_600_000)
        issues.add('fundedOn', 'IN_THE_FUTURE', 'Must not be in the future.')
      issues.throwIfAny()
      return moveSubmission(context, input, 'markFunded', async (state) => {
        if (state.submission.closingStage === null) throw noAcceptedOffer()
        if (amount?.currency !== state.submission.currency) {
          issues.add(
            'amount.currency',
            'CURRENCY_MISMATCH',
            `Must be ${state.submission.currency}, the currency of the submission.`,
          )
        }
        issues.throwIfAny()
        const open = await openRequirements(state)
        if (open.length > 0) {
          throw new Problem(
            'ILLEGAL_TRANSITION',
            `The broker has not responded to ${open.length} requirements. Accept or waive them first.`,
          )
        }
        return {
          status: 'FUNDED',
          changes: { fundedAmountMinor: input.amount.amountMinor, fundedOn: input.fundedOn, dueAt: null },
          events: [{ type: 'submission.funded' }],
        }
      })
    },
  }),
)

export function noAcceptedOffer(): Problem {
  return new Problem('ILLEGAL_TRANSITION', 'The broker has not accepted an offer of this submission yet.')
}
