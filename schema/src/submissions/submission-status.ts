// The GraphQL enum SubmissionStatus. Used by submissions, their filter and counts.

import { SubmissionStatus as Statuses } from '@latchkey/prisma'
import { builder } from '../builder.ts'

export const SubmissionStatusEnum = builder.enumType('SubmissionStatus', {
  description: 'Status of a submission.',
  values: {
    [Statuses.DRAFT]: { description: 'The broker is still editing it.' },
    [Statuses.SUBMITTED]: { description: 'Submitted and waiting for review.' },
    [Statuses.IN_REVIEW]: { description: 'The funder is reviewing it.' },
    [Statuses.HELD]: { description: 'The funder must check it before the review.' },
    [Statuses.INFO_REQUESTED]: { description: 'The funder requested more information.' },
    [Statuses.APPROVED]: { description: 'The funder approved it.' },
    [Statuses.FUNDED]: { description: 'The funder paid out the money.' },
    [Statuses.DECLINED]: { description: 'The funder declined it.' },
    [Statuses.WITHDRAWN]: { description: 'The broker withdrew it.' },
  },
})
