// Exports `createFetchers`, which connects GraphiQL to the server.

import type { GraphiQLProps } from 'graphiql'
import { loaded, loading, refused, type SchemaState } from '../routes/graphiql/schema-state.ts'
import { type Answer, bySession, headersWith, isSessionOver, post, whyNot } from './post.ts'

type Fetcher = GraphiQLProps['fetcher']

/** Returns a function that creates a GraphiQL fetcher for an API key. '' uses the browser session. */
export function createFetchers(
  onSchema: (state: SchemaState) => void,
  onSessionOver: () => void,
): (key: string) => Fetcher {
  let introspections = 0

  async function introspect(ask: () => Promise<Answer>): Promise<Answer> {
    const mine = ++introspections
    onSchema(loading)
    const answer = await ask()
    // Throw, because GraphiQL ignores an outdated introspection that throws, but shows one that returns.
    if (mine !== introspections) throw new Error('A newer schema request replaced this one.')
    onSchema(answer.data ? loaded : refused(whyNot(answer)))
    // Without `data`, GraphiQL assumes an old server and sends the query again.
    return { data: null, ...answer }
  }

  return (key) => async (params, options) => {
    const headers = headersWith(key, options?.headers ?? {})
    const ask = async () => {
      const answer = await post(params, headers)
      if (bySession(headers) && isSessionOver(answer)) onSessionOver()
      return answer
    }
    return params.operationName === 'IntrospectionQuery' ? introspect(ask) : ask()
  }
}
