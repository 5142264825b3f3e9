// The GraphQL enum ProblemCode: gives clients typed error codes.

import { builder } from '../builder.ts'
import { PROBLEMS } from './problem.ts'

export const ProblemCode = builder.enumType('ProblemCode', {
  description:
    'Values of `extensions.code` in errors. New values may be added. `extensions` also contains `status`, `requestId`, `issues` (for VALIDATION_FAILED: path, code and message of each invalid value) and `docUrl`.',
  values: Object.fromEntries(
    Object.entries(PROBLEMS).map(([code, [status, meaning]]) => [
      code,
      { description: `${status}: ${meaning}` },
    ]),
  ),
})
