import type { GraphiQLProps } from 'graphiql'
import { type Answer, post, whyNot } from './post.ts'
import { loaded, loading, refused, type SchemaState } from './schema-state.ts'

type Fetcher = GraphiQLProps['fetcher']

/** Makes the function by which GraphiQL reaches the server, for one key after another. */
export function createFetchers(onSchema: (state: SchemaState) => void): (key: string) => Fetcher {
  let introspections = 0

  async function introspect(ask: () => Promise<Answer>): Promise<Answer> {
    const mine = ++introspections
    onSchema(loading)
    const answer = await ask()
    // Thrown, since GraphiQL ignores an old introspection that throws, but shows one that answers.
    if (mine !== introspections) throw new Error('Another key was given meanwhile.')
    onSchema(answer.data ? loaded : refused(whyNot(answer)))
    // Without `data` GraphiQL would take it for an old server and ask once more.
    return { data: null, ...answer }
  }

  return (key) => async (params, options) => {
    const ask = () => post(params, options?.headers ?? {}, key)
    return params.operationName === 'IntrospectionQuery' ? introspect(ask) : ask()
  }
}
