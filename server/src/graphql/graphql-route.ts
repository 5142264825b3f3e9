// /graphql: what a request to the API meets, in that order. A stranger is answered before the document is read.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Database } from '@latchkey/prisma'
import type { LookUpCredential } from '@latchkey/schema/auth/credential-loader.ts'
import type { Operation } from '@latchkey/schema/auth/permissions.ts'
import { apiKeyIdOf, type Principal, roleOf, userIdOf } from '@latchkey/schema/auth/principal.ts'
import type { Context } from '@latchkey/schema/context.ts'
import { schema } from '@latchkey/schema/schema.ts'
import { createMutationTransaction } from '@latchkey/schema/transaction/mutation-transaction.ts'
import type { Writes } from '@latchkey/schema/transaction/transaction.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import { handleCors } from '../http/cors.ts'
import { problemOf } from '../http/error-to-problem.ts'
import type { About, ProblemContext } from '../http/http-response.ts'
import { requireAcceptedType, requireJson } from '../http/media-types.ts'
import { requireMethod } from '../http/methods.ts'
import { GRAPHQL_BODY_LIMIT_BYTES, readBody } from '../http/request-body.ts'
import type { RequestTarget } from '../http/request-target.ts'
import { type Timeouts, within } from '../http/timeouts.ts'
import type { Log } from '../observability/log.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Traces } from '../observability/traces.ts'
import type { CredentialLimits } from '../rate-limit/credential-limits.ts'
import type { Standings } from '../rate-limit/rate-limit-headers.ts'
import type { KeyUse } from '../usage/usage-recorder.ts'
import { createExecuteRequest } from './execute-request.ts'
import { idempotencyOf } from './idempotency-key.ts'
import { nothingAsked } from './operation-info.ts'
import { parametersOfBody, parametersOfUrl } from './parameters.ts'
import { useCost } from './plugins/use-complexity.ts'
import { useDocumentLimit } from './plugins/use-document-limits.ts'
import { useAsked } from './plugins/use-operation-info.ts'
import { createCharge, useLimits } from './plugins/use-rate-limit.ts'
import { useLiveCredential } from './plugins/use-reverification.ts'
import { useOneMutation } from './plugins/use-single-mutation.ts'
import { useSpans } from './plugins/use-spans.ts'
import { useVariables } from './plugins/use-variables.ts'
import type { RequestContext } from './request-context.ts'
import { createRespond } from './respond.ts'

interface GraphqlOptions extends Pick<Context, 'post' | 'page'> {
  readonly database: Database
  readonly lookUp: LookUpCredential
  readonly authenticate: Authenticate
  readonly holdAs: Writes['holdAs']
  /** What the inputs of mutations with an Idempotency-Key are hashed with. */
  readonly idempotencyKey: Uint8Array
  readonly limits: CredentialLimits
  readonly keyUse: KeyUse
  readonly log: Log
  readonly allowedOrigins: readonly string[]
  readonly docUrl: ProblemContext['docUrl']
  readonly metrics: Metrics
  readonly traces: Traces | null
  readonly timeouts: Pick<Timeouts, 'execution'>
}

const METHODS = ['GET', 'POST', 'OPTIONS']

/** Answers, and tells `about` what it learns on the way. */
type GraphqlRoute = (
  req: IncomingMessage,
  res: ServerResponse,
  target: RequestTarget,
  requestId: string,
  about: About,
) => Promise<void>

export function createGraphqlRoute({
  database,
  lookUp,
  authenticate,
  holdAs,
  idempotencyKey,
  post,
  page,
  limits,
  keyUse,
  log,
  allowedOrigins,
  docUrl,
  metrics,
  traces,
  timeouts,
}: GraphqlOptions): GraphqlRoute {
  const charge = createCharge(limits)
  const execute = createExecuteRequest([
    // First, so that it is told also of what the others refuse.
    useAsked(),
    useDocumentLimit(),
    useOneMutation(),
    useVariables(schema),
    useCost(schema),
    useLimits(charge, metrics),
    ...(traces === null ? [] : [useSpans(traces)]),
    // Outside of the span of an execution, which can be one of several attempts.
    useLiveCredential({
      lookUp: traces === null ? lookUp : (digest) => traces.step('second proof', () => lookUp(digest)),
      begin: (caller) => createMutationTransaction(holdAs(caller), database.prisma, post),
      proved: (refused) => metrics.proved('answer', refused),
    }),
  ])
  const respond = createRespond({ charge, log, docUrl })

  return async (req, res, { parameters }, requestId, about) => {
    if (handleCors(req, res, allowedOrigins, METHODS)) return
    // Whatever stands in between must not answer in our place when the key is gone.
    res.setHeader('cache-control', 'no-store')
    const standings: Standings = { burst: null, window: null }
    about.standings = standings
    const asked = nothingAsked()
    about.asked = asked
    const credential = await authenticate(req, (burst) => {
      standings.burst = burst
    })
    const { principal, rotationDue, by: _by, ...presented } = credential
    Object.assign(about, namesOf(principal))
    if (rotationDue !== null) res.setHeader('key-rotation', `due=${rotationDue.toISOString()}`)
    const allowed = new Set<Operation>()
    const caller = { ...presented, allowed, role: roleOf(principal), request: null }
    let late = false
    const context: RequestContext = {
      requestId,
      caller,
      principal,
      asked,
      cost: null,
      charged: 0,
      bodyBytes: 0,
      standings,
      db: database.prisma,
      // A mutation gets its transaction when it is executed.
      write: () => Promise.reject(new Error('A query writes nothing.')),
      allowed,
      idempotency: null,
      post,
      page,
      isOver: () => late || res.destroyed,
    }
    let refusal: string | null = null
    try {
      // Whatever can be refused is refused here, before anything is executed.
      requireMethod(req, METHODS)
      const type = requireAcceptedType(req)
      context.idempotency = idempotencyOf(req, idempotencyKey)
      const { method = '' } = req
      const body = method === 'POST' ? await readJson(req) : null
      context.bodyBytes = body === null ? 0 : Buffer.byteLength(body)
      const readParameters = () => (body === null ? parametersOfUrl(parameters) : parametersOfBody(body))
      const executed = execute({ method, readParameters, context })
      const result = await within(timeouts.execution, executed, () => (late = true))
      const response = await respond(result, type, context)
      if (response.code !== null) about.code = response.code
      if (response.refused) refusal = response.code
      res.writeHead(response.status, {
        ...response.headers,
        'content-length': Buffer.byteLength(response.body),
      })
      res.end(response.body)
    } catch (error) {
      // Whoever left was refused nothing.
      if (!res.destroyed) refusal = problemOf(error).code
      throw error
    } finally {
      keyUse.answered({ principal, cost: context.charged, code: refusal })
    }
  }
}

function readJson(req: IncomingMessage): Promise<string> {
  requireJson(req)
  return readBody(req, GRAPHQL_BODY_LIMIT_BYTES)
}

/** Whom the log names: a key, and not also its user. */
function namesOf(principal: Principal): About {
  const [apiKeyId, userId] = [apiKeyIdOf(principal), userIdOf(principal)]
  if (apiKeyId !== null) return { apiKeyId }
  return userId === null ? {} : { userId }
}
