// warningsOf: values of a submission that are valid but probably wrong. Used by `submission.warnings`. Pure.

import type { Submission } from '@latchkey/prisma'
import type { Issue } from '../../graphql/problem.ts'
import { hasAssignedPrefix } from './tax-id.ts'

export type WarningFacts = Pick<Submission, 'annualRevenueMinor' | 'monthlyRevenueMinor'> & {
  /** Nine digits. Null: no EIN. */
  readonly ein: string | null
  /** Sum of the known shares of the owners, in hundredths of a percent. Null: no share is known. */
  readonly ownershipBasisPoints: number | null
}

/** Factor between the annual revenue and twelve monthly revenues that is still plausible. */
const PLAUSIBLE_FACTOR = 3n

export function warningsOf(submission: WarningFacts): Issue[] {
  const { ein, annualRevenueMinor: annual, monthlyRevenueMinor: monthly, ownershipBasisPoints } = submission
  const warnings: Issue[] = []
  if (ein !== null && !hasAssignedPrefix(ein))
    warnings.push({
      path: 'company.taxId',
      code: 'UNKNOWN_EIN_PREFIX',
      message: 'The IRS has not assigned EINs with these first two digits. Check the number.',
    })
  if (annual !== null && monthly !== null && areInconsistent(annual, monthly * 12n))
    warnings.push({
      path: 'company.annualRevenue',
      code: 'INCONSISTENT_REVENUE',
      message:
        'Annual revenue and twelve times the monthly revenue differ by more than a factor of 3. Check both.',
    })
  if (ownershipBasisPoints !== null && ownershipBasisPoints !== 10_000)
    warnings.push({
      path: 'owners',
      code: ownershipBasisPoints < 10_000 ? 'OWNERSHIP_BELOW_100' : 'OWNERSHIP_ABOVE_100',
      message: `The shares of the owners add up to ${ownershipBasisPoints / 100} %, not 100 %. Check whether all owners are listed.`,
    })
  return warnings
}

function areInconsistent(one: bigint, other: bigint): boolean {
  const [less, more] = one < other ? [one, other] : [other, one]
  return more > less * PLAUSIBLE_FACTOR
}
