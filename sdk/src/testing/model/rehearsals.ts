// rehearsalOf: the results that the tax ids of rehearsals play, as in the DEVELOPMENT environment of the server.

import type { SubmissionDetails } from '../../generated/types.ts'
import { fakeDecision, fakeMoney, fakeOffer, fakeRequirement } from '../fake-submissions.ts'

/** What follows a submit. The company of the draft had this EIN. */
export function rehearsalOf(
  ein: string | undefined,
  { amount }: SubmissionDetails,
): Partial<SubmissionDetails> | null {
  const offer = (product: 'MCA' | 'TERM_LOAN' | 'LINE_OF_CREDIT') =>
    fakeOffer({ product, fundedAmount: amount ?? fakeMoney() })
  switch (ein) {
    case '000000001':
      return { status: 'APPROVED', offers: [offer('MCA')], decisions: [fakeDecision()] }
    case '000000002':
      return {
        status: 'APPROVED',
        offers: [offer('MCA'), offer('TERM_LOAN'), offer('LINE_OF_CREDIT')],
        decisions: [fakeDecision()],
      }
    case '000000003': {
      const reasons = ['OVER_LEVERAGED', 'VOLATILE_DEPOSITS'] as const
      return { status: 'DECLINED', decisions: [fakeDecision({ outcome: 'DECLINED', reasons })] }
    }
    case '000000004':
      return { status: 'INFO_REQUESTED', requirements: [statements()] }
    default:
      return null
  }
}

function statements() {
  return fakeRequirement({
    kind: 'DOCUMENT',
    documentClass: 'BANK_STATEMENT',
    months: ['2026-08', '2026-09', '2026-10'],
    text: 'Statements of the main business account.',
  })
}
