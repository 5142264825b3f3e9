// The GraphQL enum ProblemCode: gives clients typed error codes.

import { builder } from '../builder.ts'
import { PROBLEMS } from './problem.ts'

export const ProblemCode = builder.enumType('ProblemCode', {
  description:
    'What `extensions.code` of an error can be. Expect new values. Beside it stand `status`, `requestId`, `issues` (for VALIDATION_FAILED: path, code and message of everything wrong) and `docUrl`.',
  values: Object.fromEntries(
    Object.entries(PROBLEMS).map(([code, [status, meaning]]) => [
      code,
      { description: `${status}: ${meaning}` },
    ]),
  ),
})
