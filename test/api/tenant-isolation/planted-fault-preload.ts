// Preloaded into a server (`node --import`), it plants a fault: a relation of brokers that is under no condition.
//
// It is the very line that somebody could write, in the place where it would stand, and everything around it is the
// product as it is: no port for tests has to stay open in the server, as one for another schema would.

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
