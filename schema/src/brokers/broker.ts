// The Broker type: a company identified by its email domains. Loaded by schema.ts.

import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { listOf } from '../graphql/complexity.ts'
import { registerNode } from '../graphql/load-by-id.ts'
import { Node } from '../graphql/node.ts'
import { MAX_DOMAINS } from './add-domains.ts'

builder.prismaObject('Broker', {
  interfaces: [Node],
  description: 'A company that brings funding applications to funders, identified by its email domains.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the broker.' }),
    domains: t.stringList({
      complexity: listOf(MAX_DOMAINS),
      description: `Email domains of the broker, in lower case and punycode, at most ${MAX_DOMAINS}.`,
      select: { domains: { select: { domain: true }, orderBy: { domain: 'asc' } } },
      resolve: ({ domains }) => domains.map(({ domain }) => domain),
    }),
  }),
})

registerNode('Broker', 'broker', ({ db, principal }, id) =>
  db.broker.findFirst({ where: { AND: [{ id }, tenantScope.broker(principal)] } }),
)
