// The server: what a request meets, in that order.

import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Database } from '@latchkey/prisma'
import { createLookUp } from '@latchkey/schema/access/look-up.ts'
import type { Operation } from '@latchkey/schema/access/who-may.ts'
import { createWrite, type Proving } from '@latchkey/schema/access/write.ts'
import { Problem } from '@latchkey/schema/problem.ts'
import { schema } from '@latchkey/schema/schema.ts'
import { createYoga } from 'graphql-yoga'
import { sendProblem } from './answer.ts'
import { authenticate } from './authenticate.ts'
import { readBody } from './body.ts'
import { queryCredentials } from './credentials.ts'
import { createDocumentCache } from './document-cache.ts'
import type { Log } from './log.ts'
import { useLiveCredential } from './plugins/use-live-credential.ts'
import { useOneMutation } from './plugins/use-one-mutation.ts'
import { useProblems } from './plugins/use-problems.ts'
import { problemOf } from './problem-of.ts'
import type { RequestContext } from './request.ts'
import { handleCors } from './routes/cors.ts'
import { sendGraphiql } from './routes/graphiql.ts'
import { sendHealth, sendReadiness } from './routes/health.ts'
import { sendProblems } from './routes/problems.ts'

export interface Ports {
  readonly database: Database
  readonly log: Log
  readonly allowedOrigins?: readonly string[]
  readonly publicUrl?: string | null
  /** Only the tests of races pass one, to see a weaker proof fail. */
  readonly proving?: Proving
}

export interface LatchkeyServer {
  /** Starts to listen; answers the address, without a slash at its end. */
  listen(port: number, host: string): Promise<string>
  /** Takes no new requests, lets those under way finish (10 s at most), and stops. */
  drain(): Promise<void>
}

/** What the log says of a request, beside its path and status. */
interface About {
  readonly apiKeyId?: string
  /** Of the problem that was answered, the first if several. */
  readonly code?: string
  /** The caller was gone before the answer. */
  readonly left?: boolean
}

export function createServer({
  database,
  log,
  allowedOrigins = [],
  publicUrl = null,
  proving,
}: Ports): LatchkeyServer {
  let address = ''
  let draining = false
  const docUrl = (code: string) => `${publicUrl ?? address}/problems#${code}`
  const lookUp = createLookUp(queryCredentials(database.lookUps))
  const writeAs = createWrite(database.prisma, proving)
  const yoga = createYoga<RequestContext>({
    schema,
    plugins: [useOneMutation(), useLiveCredential(lookUp), useProblems(log, docUrl)],
    // What these would do is done by us: errors by useProblems, the rest in front of Yoga.
    maskedErrors: false,
    maxRequestBodySize: false,
    parserAndValidationCache: createDocumentCache(),
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    logging: false,
  })

  async function answer(req: IncomingMessage, res: ServerResponse, requestId: string): Promise<About> {
    try {
      const [path = ''] = (req.url ?? '').split('?')
      if (path === '/graphql') return await answerGraphql(req, res, requestId)
      if (path === '/health') sendHealth(res)
      else if (path === '/ready') await sendReadiness(res, database.pool, draining)
      else if (path === '/problems') sendProblems(res)
      else if (!(await sendGraphiql(path, res)))
        throw new Problem('NOT_FOUND', 'Nothing is served here. The API is at /graphql.')
      return {}
    } catch (error) {
      if (res.destroyed) return { left: true }
      const problem = problemOf(error)
      if (problem.code === 'INTERNAL') log.error({ requestId, err: error }, 'internal error')
      if (!res.headersSent) sendProblem(req, res, problem, { requestId, docUrl })
      return { code: problem.code }
    }
  }

  // In this order: a stranger is answered before his document is read, let alone parsed.
  async function answerGraphql(req: IncomingMessage, res: ServerResponse, requestId: string): Promise<About> {
    if (handleCors(req, res, allowedOrigins)) return {}
    const { digest, address, principal } = await authenticate(req, lookUp)
    if (req.headers['idempotency-key'] !== undefined) {
      throw new Problem(
        'BAD_REQUEST',
        'Idempotency-Key is not supported yet. Leave it out, and look before you try again.',
      )
    }
    const caller = { digest, address, allowed: new Set<Operation>() }
    const context: RequestContext = {
      requestId,
      caller,
      principal,
      db: database.prisma,
      write: writeAs(caller),
      allowed: caller.allowed,
    }
    if (req.method === 'POST') Object.assign(req, { body: await readBody(req) })
    const response = await yoga.handleNodeRequestAndResponse(req, res, context)
    // Sent by us, in one piece: Yoga would write twice.
    const body = await response.text()
    res.writeHead(response.status, {
      ...Object.fromEntries(response.headers),
      'content-length': Buffer.byteLength(body),
    })
    res.end(body)
    return { apiKeyId: principal.apiKeyId, ...(context.code ? { code: context.code } : {}) }
  }

  const server = createHttpServer((req, res) => {
    const requestId = randomUUID()
    const began = performance.now()
    res.setHeader('x-request-id', requestId)
    res.setHeader('x-content-type-options', 'nosniff')
    void answer(req, res, requestId).then((about) => {
      const { method, url = '' } = req
      // Never the query of a URL: somebody may have put a key there.
      const path = url.split('?')[0]
      log.info(
        {
          requestId,
          method,
          path,
          status: res.statusCode,
          ms: Math.round(performance.now() - began),
          ...about,
        },
        'request',
      )
    })
  })
  server.requestTimeout = 30_000

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          const bound = server.address()
          const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port
          address = `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`
          resolve(address)
        })
      }),
    drain: () =>
      new Promise((resolve) => {
        draining = true
        const end = setTimeout(() => server.closeAllConnections(), 10_000)
        server.close(() => {
          clearTimeout(end)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}
