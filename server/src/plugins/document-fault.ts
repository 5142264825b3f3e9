// The problem of a document or of variables that do not fit the schema: tells where and why, and repeats no value.

import { Problem } from '@latchkey/schema/problem.ts'
import type { GraphQLError } from 'graphql'

export function faultOf(error: GraphQLError): Problem {
  return new Problem('BAD_REQUEST', withoutValues(error.message))
}

/** graphql-js repeats values in its messages, and a value can be a password or a tax id. */
function withoutValues(message: string): string {
  const variable = /^Variable "(\$\w+)" got invalid value /.exec(message)
  if (variable) {
    const at = / at "([\w.$[\]]+)"; /.exec(message)?.[1]
    const missing = /Field "\w+" of required type "[\w![\]]+" was not provided\.$/.exec(message)?.[0]
    const unknown = /Field "\w+" is not defined by type "\w+"\./.exec(message)?.[0]
    const why = missing ?? unknown ?? 'The schema tells what fits there.'
    return `Variable "${variable[1]}" does not fit its type${at ? ` at "${at}"` : ''}. ${why}`
  }
  return message
    .replace(/((?:cannot represent|Expected value of type) [^:]*?)(?::|, found) [\s\S]*$/, '$1.')
    .replace(/^(Syntax Error: .*?(?:found|Unexpected) \w+) "[\s\S]*$/, '$1.')
    .replace(/^Value "\w*" (does not exist in "\w+" enum\.)[\s\S]*$/, 'What is given $1')
}
