// Stock Yoga: the code of its quick start with no options. No credential, no database.

import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'
import { serve } from '../peer.ts'

const schema = createSchema({
  typeDefs: 'type Query { hello: String }',
  resolvers: { Query: { hello: () => 'world' } },
})
serve(createServer(createYoga({ schema })))
