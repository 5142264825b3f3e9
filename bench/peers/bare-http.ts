// node:http with the same lookup: the cost of an authenticated request without GraphQL.

import { createServer } from 'node:http'
import { createLookUp } from '../credential-query.ts'
import { serve } from '../peer.ts'

const loadCredential = createLookUp()
const server = createServer(async (req, res) => {
  const row = await loadCredential(req.headers['x-api-key'])
  const viewer = row && { environment: row.environment, scopes: row.scopes }
  const body = JSON.stringify(viewer ? { data: { viewer } } : { errors: [{ message: 'Unauthenticated' }] })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  res.writeHead(viewer ? 200 : 401, headers).end(body)
})
serve(server)
