// The Decision type and the decisions on a submission. Loaded by schema.ts.

import { DecisionOutcome as Outcomes, DeclineReason as Reasons } from '@latchkey/prisma'
import { builder } from '../builder.ts'
import { IN_ROW, listOf } from '../graphql/complexity.ts'
import { brokerReasons } from './broker-view.ts'
import { unseal } from './unseal.ts'

const SHOWN_DECISIONS = 10

const DecisionOutcome = builder.enumType('DecisionOutcome', {
  description: 'Result of a decision.',
  values: {
    [Outcomes.APPROVED]: { description: 'The funder made offers.' },
    [Outcomes.DECLINED]: { description: 'The funder declined the submission.' },
  },
})

export const DeclineReason = builder.enumType('DeclineReason', {
  description: 'Why a submission was declined.',
  values: {
    [Reasons.APPLICATION_INCOMPLETE]: { description: 'Data or documents are missing.' },
    [Reasons.UNVERIFIABLE_INFORMATION]: { description: 'The funder could not verify the information.' },
    [Reasons.CREDIT_HISTORY]: { description: 'Credit history of the company or its owners.' },
    [Reasons.PERSONAL_RISK_SCORE]: { description: 'Risk score of an owner.' },
    [Reasons.BUSINESS_RISK_SCORE]: { description: 'Risk score of the company.' },
    [Reasons.DEFAULT_HISTORY]: { description: 'Earlier defaults.' },
    [Reasons.LIENS_OR_JUDGMENTS]: { description: 'Liens or court judgments.' },
    [Reasons.BANKRUPTCY]: { description: 'Bankruptcy of the company or an owner.' },
    [Reasons.OVER_LEVERAGED]: { description: 'Too much other debt.' },
    [Reasons.INSUFFICIENT_REVENUE]: { description: 'The revenue is too low.' },
    [Reasons.VOLATILE_DEPOSITS]: { description: 'Deposits vary too much.' },
    [Reasons.LOW_BALANCES]: { description: 'Account balances are too low.' },
    [Reasons.EXCESSIVE_NSF]: { description: 'Too many payments without sufficient funds.' },
    [Reasons.INSUFFICIENT_HISTORY]: { description: 'Account or credit history is too short.' },
    [Reasons.TIME_IN_BUSINESS]: { description: 'The company is too young.' },
    [Reasons.RESTRICTED_INDUSTRY]: { description: 'The funder does not fund this industry.' },
    [Reasons.RESTRICTED_STATE]: { description: 'The funder does not fund companies in this state.' },
    [Reasons.AMOUNT_OUT_OF_RANGE]: { description: 'The amount is outside the range of the funder.' },
    [Reasons.FAILED_INTERVIEW]: { description: 'The interview with the company failed.' },
    [Reasons.IDENTITY_NOT_VERIFIED]: { description: 'The identity of an owner could not be verified.' },
    [Reasons.SUSPECTED_FRAUD]: {
      description: 'Suspected fraud. Brokers see UNVERIFIABLE_INFORMATION.',
    },
    [Reasons.CRIMINAL_RECORD]: { description: 'Criminal record of an owner.' },
    [Reasons.PREVIOUS_DECLINE]: { description: 'The funder declined the company recently.' },
    [Reasons.EXISTING_CUSTOMER]: { description: 'Already a customer. Brokers see OTHER.' },
    [Reasons.DUPLICATE_SUBMISSION]: { description: 'Submitted more than once. Brokers see OTHER.' },
    [Reasons.ANOTHER_BROKER_PROTECTED]: { description: 'Another broker is protected. Brokers see OTHER.' },
    [Reasons.OTHER]: { description: 'None of these.' },
  },
})

builder.prismaObject('Decision', {
  description: 'A decision of the funder on a submission.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id (`dec_`).' }),
    outcome: t.expose('outcome', { type: DecisionOutcome, description: 'Result of the decision.' }),
    reasons: t.field({
      type: [DeclineReason],
      complexity: IN_ROW,
      description:
        'Why it was declined, 1 to 4 reasons; empty if it was approved. Brokers see some as others.',
      resolve: ({ reasons }, _args, { principal }) =>
        principal.kind === 'BROKER' ? brokerReasons(reasons) : reasons,
    }),
    note: t.string({
      nullable: true,
      description: 'Internal explanation. Null if there is none, and always for a BROKER key.',
      resolve: ({ id, submissionId, noteCipher }, _args, context) =>
        context.principal.kind === 'BROKER' ? null : unseal(context, submissionId, noteCipher, `${id}.note`),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
})

builder.prismaObjectField('Submission', 'decisions', (t) =>
  t.relation('decisions', {
    complexity: listOf(SHOWN_DECISIONS),
    query: { orderBy: { id: 'desc' }, take: SHOWN_DECISIONS },
    description: `Decisions of the funder, newest first, at most ${SHOWN_DECISIONS}.`,
  }),
)
