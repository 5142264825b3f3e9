// node:http and pg writing what createSubmission writes: one lookup, one transaction.
// Includes the credential re-verification.

import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { readConfig } from '@latchkey/server/config.ts'
import pg from 'pg'
import { createLookUp } from '../credential-query.ts'
import { createSubmission } from '../insert-submission.ts'
import { databaseUrl, serve } from '../peer.ts'

const loadCredential = createLookUp()
const pool = new pg.Pool({ connectionString: databaseUrl(), max: readConfig({}).databaseConnections })

const server = createServer(async (req, res) => {
  const [row, sent] = await Promise.all([loadCredential(req.headers['x-api-key']), text(req)])
  const created = row && (await createSubmission(pool, row, JSON.parse(sent).variables.input))
  const answer = created
    ? { data: { createSubmission: created } }
    : { errors: [{ message: 'Unauthenticated' }] }
  const body = JSON.stringify(answer)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  res.writeHead(created ? 200 : 401, headers).end(body)
})
serve(server)
