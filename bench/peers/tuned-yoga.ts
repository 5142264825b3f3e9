// Yoga without features that are unused here, with one prepared lookup per request.

import { createServer } from 'node:http'
import { GraphQLError } from 'graphql'
import { createSchema, createYoga, type YogaInitialContext } from 'graphql-yoga'
import { createLookUp, type Row } from '../credential-query.ts'
import { serve } from '../peer.ts'

const schema = createSchema<YogaInitialContext & { viewer: Row }>({
  typeDefs: `
    type Query { viewer: Viewer! }
    type Viewer { environment: String!, scopes: [String!]! }
  `,
  resolvers: { Query: { viewer: (_root, _args, { viewer }) => viewer } },
})
const loadCredential = createLookUp()
const yoga = createYoga({
  schema,
  maxRequestBodySize: false,
  graphiql: false,
  landingPage: false,
  cors: false,
  multipart: false,
  async context({ request }) {
    const viewer = await loadCredential(request.headers.get('x-api-key'))
    if (viewer === null) throw new GraphQLError('Unauthenticated', { extensions: { http: { status: 401 } } })
    return { viewer }
  },
})
serve(createServer(yoga))
