// useSpans: wraps each execution in a span. Used by graphql-route.ts when tracing is on.

import type { Plugin } from 'graphql-yoga'
import type { Traces } from '../../observability/traces.ts'

export function useSpans({ step }: Traces): Plugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn((args) => step('execution', async () => executeFn(args)))
    },
  }
}
