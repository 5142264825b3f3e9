// readinessOf: what a submission still lacks before it can be submitted. Pure. Used by submitSubmission.

import type { Owner, Submission } from '@latchkey/prisma'
import type { Issue } from '../graphql/problem.ts'

type Checked = Pick<Submission, 'legalName' | 'taxIdHash' | 'amountMinor' | 'purpose'> & {
  readonly owners: readonly Pick<Owner, 'id'>[]
}

interface Readiness {
  /** Required data that is missing, by path of the input. */
  readonly missing: readonly Issue[]
}

export function readinessOf({ legalName, taxIdHash, amountMinor, purpose, owners }: Checked): Readiness {
  const required = {
    'company.legalName': legalName,
    'company.taxId': taxIdHash,
    amount: amountMinor,
    purpose,
    owners: owners[0] ?? null,
  }
  const missing = Object.entries(required).filter(([, value]) => value === null)
  return {
    missing: missing.map(([path]) => ({ path, code: 'REQUIRED', message: 'Required to submit.' })),
  }
}
