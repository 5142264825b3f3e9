// readinessOf: what a submission lacks to be submitted. Used by `readiness` and submitSubmission. Pure.

import type { Submission } from '@latchkey/prisma'
import type { Issue } from '../graphql/problem.ts'

export type ReadinessFacts = Pick<Submission, 'legalName' | 'taxIdLast4' | 'amountMinor' | 'purpose'> & {
  readonly ownerCount: number
}

export interface Readiness {
  readonly isReady: boolean
  /** The missing values, in the order of the record. */
  readonly missing: readonly Issue[]
}

export function readinessOf(submission: ReadinessFacts): Readiness {
  const missing: Issue[] = []
  const require = (isPresent: boolean, path: string, message: string) => {
    if (!isPresent) missing.push({ path, code: 'REQUIRED', message })
  }
  require(submission.legalName !== null, 'company.legalName', 'Set the registered name of the company.')
  require(submission.taxIdLast4 !== null, 'company.taxId', 'Set the tax id of the company.')
  require(submission.amountMinor !== null, 'amount', 'Set the requested amount.')
  require(submission.purpose !== null, 'purpose', 'Set the purpose of the funding.')
  require(submission.ownerCount > 0, 'owners', 'Add at least one owner.')
  return { isReady: missing.length === 0, missing }
}
