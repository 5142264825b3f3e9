// The window of a credential: charged before a document is executed, and told in every answer.

import { Problem } from '@latchkey/schema/problem.ts'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { CredentialLimits } from '../limits/limits.ts'
import { limitExtension, rateLimited } from '../limits/standings.ts'
import type { Metrics } from '../metrics.ts'
import type { RequestContext } from '../request.ts'

export function useLimits(
  limits: CredentialLimits,
  { limited }: Pick<Metrics, 'limited'>,
): Plugin<RequestContext, RequestContext> {
  async function charge(context: RequestContext): Promise<Problem | null> {
    const fields = context.cost?.rootFields ?? 1
    const most = limits.most(context.principal)
    if (fields > most) {
      return new Problem(
        'QUERY_TOO_COMPLEX',
        `This document has ${fields} root fields, and its credential ${most} in a whole window. Send fewer at once.`,
      )
    }
    const standing = await limits.takeFields(context.principal, fields)
    context.standings.window = standing
    if (!standing.taken) return rateLimited(standing)
    context.charged = fields
    return null
  }

  return {
    async onExecute({ args: { contextValue }, setResultAndStopExecution }) {
      const problem = await charge(contextValue)
      if (problem === null) return
      if (problem.code === 'RATE_LIMITED') limited('window', contextValue.principal.tier)
      setResultAndStopExecution({ errors: [problem] })
    },
    async onResultProcess({ result, setResult, serverContext }) {
      if (Array.isArray(result) || isAsyncIterable(result)) return
      // A document that is at fault was not executed, and is work all the same.
      if (serverContext.standings.window === null) await charge(serverContext)
      const { charged, standings } = serverContext
      const cost = { charged, complexity: serverContext.cost?.complexity ?? null }
      setResult({
        ...result,
        extensions: { ...result.extensions, cost, rateLimit: limitExtension(standings) },
      })
    },
  }
}
