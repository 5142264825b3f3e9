// documentProblem: converts graphql-js errors to Problems without values. Used by respond.ts.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { GraphQLError } from 'graphql'
import { InputFaultError } from './input-faults.ts'

export function documentProblem(error: GraphQLError): Problem {
  if (error instanceof InputFaultError) return new Problem('BAD_REQUEST', error.message, error.issues)
  return new Problem('BAD_REQUEST', withoutValues(error.message))
}

/** Some graphql-js messages repeat values, and a value can be a password or a tax id. */
function withoutValues(message: string): string {
  return message
    .replace(/^((?:Variable "\$\w+" got|Argument "\w+" has) (?:an )?invalid value)[\s\S]*$/, '$1.')
    .replace(/((?:cannot represent|Expected value of type) [^:]*?)(?::|, found) [\s\S]*$/, '$1.')
    .replace(/^(Syntax Error: .*?(?:found|Unexpected) \w+) "[\s\S]*$/, '$1.')
}
