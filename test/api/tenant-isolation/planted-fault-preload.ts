// Preload (`node --import`) that plants a fault in a server: a broker relation without scope.
//
// The fault is a line that a developer could write, in the file where it would be, and everything else is the
// unchanged product. So the server needs no test-only option, as it would for another schema.

import { registerHooks } from 'node:module'

const UNSCOPED = `
builder.prismaObjectField('Broker', 'relationshipIds', (t) =>
  t.stringList({
    complexity: 0,
    select: { relationships: { select: { id: true } } },
    resolve: ({ relationships }) => relationships.map(({ id }) => id),
  }),
)
`

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    return url.endsWith('/schema/src/brokers/broker.ts')
      ? { ...loaded, source: `${loaded.source}${UNSCOPED}` }
      : loaded
  },
})
