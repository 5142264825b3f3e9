// better-auth behind node:http: calls verifyApiKey as its documentation shows, and nothing else.

import { createServer } from 'node:http'
import { auth, makeTables } from '../better-auth.ts'
import { serve } from '../peer.ts'

await makeTables()
const server = createServer(async (req, res) => {
  const given = req.headers['x-api-key']
  const { valid, key } = await auth.api.verifyApiKey({
    body: { key: typeof given === 'string' ? given : '' },
  })
  const [allowed] = Object.entries(key?.permissions ?? {})
  const viewer = valid && allowed && { environment: allowed[0], scopes: allowed[1] }
  const body = JSON.stringify(viewer ? { data: { viewer } } : { errors: [{ message: 'Unauthenticated' }] })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  res.writeHead(viewer ? 200 : 401, headers).end(body)
})
serve(server)
