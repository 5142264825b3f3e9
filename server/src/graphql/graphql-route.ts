// createGraphqlRoute: handles /graphql, authenticates before reading the body. Used by router.ts.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Database } from '@latchkey/prisma'
import type { Operation } from '@latchkey/schema/auth/permissions.ts'
import { apiKeyIdOf, type Principal, roleOf, userIdOf } from '@latchkey/schema/auth/principal.ts'
import type { Context } from '@latchkey/schema/context.ts'
import { schema } from '@latchkey/schema/schema.ts'
import { createMutationTransaction } from '@latchkey/schema/transaction/mutation-transaction.ts'
import type { Transactions } from '@latchkey/schema/transaction/transaction.ts'
import type { Plugin } from 'graphql-yoga'
import type { Authenticate } from '../auth/authenticate.ts'
import type { LoadCredential } from '../auth/credential-loader.ts'
import { handleCors } from '../http/cors.ts'
import { toProblem } from '../http/error-to-problem.ts'
import type { ProblemContext, RequestLog } from '../http/http-response.ts'
import { requireAcceptedType, requireJson } from '../http/media-types.ts'
import { requireMethod } from '../http/methods.ts'
import { GRAPHQL_BODY_LIMIT_BYTES, readBody } from '../http/request-body.ts'
import type { RequestTarget } from '../http/request-target.ts'
import { type Timeouts, withDeadline } from '../http/timeouts.ts'
import type { Log } from '../observability/log.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Traces } from '../observability/traces.ts'
import type { CredentialLimits } from '../rate-limit/credential-limits.ts'
import type { LimitStates } from '../rate-limit/rate-limit-headers.ts'
import type { StorageFor } from '../storage/document-storage.ts'
import type { UsageRecorder } from '../usage/usage-recorder.ts'
import { createExecuteRequest } from './execute-request.ts'
import { idempotencyOf } from './idempotency-key.ts'
import { emptyOperationInfo } from './operation-info.ts'
import { parametersOfBody, parametersOfUrl } from './parameters.ts'
import { useComplexity } from './plugins/use-complexity.ts'
import { useDocumentLimits } from './plugins/use-document-limits.ts'
import { useOperationInfo } from './plugins/use-operation-info.ts'
import { createCharge, useRateLimit } from './plugins/use-rate-limit.ts'
import { useSingleMutation } from './plugins/use-single-mutation.ts'
import { useTransactions } from './plugins/use-transactions.ts'
import { useVariables } from './plugins/use-variables.ts'
import type { RequestContext } from './request-context.ts'
import { createRespond } from './respond.ts'

interface GraphqlOptions extends Pick<Context, 'enqueue' | 'masterKeys'> {
  readonly database: Database
  readonly storageFor: StorageFor
  readonly loadCredential: LoadCredential
  readonly authenticate: Authenticate
  readonly heldTransactionFor: Transactions['heldTransactionFor']
  /** HMAC key for the inputs of mutations with an Idempotency-Key. */
  readonly idempotencyKey: Uint8Array
  readonly limits: CredentialLimits
  readonly usageRecorder: UsageRecorder
  readonly log: Log
  readonly allowedOrigins: readonly string[]
  readonly docUrl: ProblemContext['docUrl']
  readonly metrics: Metrics
  readonly traces: Traces | null
  readonly timeouts: Pick<Timeouts, 'execution'>
}

const METHODS = ['GET', 'POST', 'OPTIONS']

/** Answers the request and fills in `requestLog`. */
type GraphqlRoute = (
  req: IncomingMessage,
  res: ServerResponse,
  target: RequestTarget,
  requestId: string,
  requestLog: RequestLog,
) => Promise<void>

export function createGraphqlRoute({
  database,
  loadCredential,
  authenticate,
  heldTransactionFor,
  idempotencyKey,
  masterKeys,
  enqueue,
  storageFor,
  limits,
  usageRecorder,
  log,
  allowedOrigins,
  docUrl,
  metrics,
  traces,
  timeouts,
}: GraphqlOptions): GraphqlRoute {
  const charge = createCharge(limits)
  const execute = createExecuteRequest([
    // First, so that metrics also cover the requests that the other plugins reject.
    useOperationInfo(),
    useDocumentLimits(),
    useSingleMutation(),
    useVariables(schema),
    useComplexity(schema),
    useRateLimit(charge, metrics),
    ...(traces === null ? [] : [useSpans(traces)]),
    // After useSpans, so that each execution attempt gets its own span.
    useTransactions({
      loadCredential:
        traces === null
          ? loadCredential
          : (digest) => traces.step('credential re-verification', () => loadCredential(digest)),
      createTransaction: (caller) => createMutationTransaction(heldTransactionFor(caller), database.prisma),
      onReverified: (rejected) => metrics.reverified('answer', rejected),
    }),
  ])
  const respond = createRespond({ charge, log, docUrl })

  return async (req, res, { parameters }, requestId, requestLog) => {
    if (handleCors(req, res, allowedOrigins, METHODS)) return
    // Caches between client and server must not answer after the key was revoked.
    res.setHeader('cache-control', 'no-store')
    const limitStates: LimitStates = { burst: null, window: null }
    requestLog.limitStates = limitStates
    const operationInfo = emptyOperationInfo()
    requestLog.operationInfo = operationInfo
    const credential = await authenticate(req, (burst) => {
      limitStates.burst = burst
    })
    const { principal, rotationDeadline, by: _by, ...presented } = credential
    Object.assign(requestLog, logIdsOf(principal))
    if (rotationDeadline !== null) res.setHeader('key-rotation', `due=${rotationDeadline.toISOString()}`)
    // Permission checks add operations through `context`. Re-verification checks them again through `caller`.
    const allowed = new Set<Operation>()
    const caller = { ...presented, allowed, role: roleOf(principal), request: null }
    let late = false
    const context: RequestContext = {
      requestId,
      caller,
      principal,
      operationInfo,
      cost: null,
      charged: 0,
      bodyBytes: 0,
      limitStates,
      db: database.prisma,
      // useTransactions replaces this for mutations.
      transaction: () => Promise.reject(new Error('Queries cannot open a transaction.')),
      allowed,
      idempotency: null,
      enqueue,
      masterKeys,
      storage: storageFor(caller, principal.now),
      isOver: () => late || res.destroyed,
    }
    let refusal: string | null = null
    try {
      // Run all HTTP checks before execution.
      requireMethod(req, METHODS)
      const type = requireAcceptedType(req)
      context.idempotency = idempotencyOf(req, idempotencyKey)
      const { method = '' } = req
      const body = method === 'POST' ? await readJson(req) : null
      context.bodyBytes = body === null ? 0 : Buffer.byteLength(body)
      const readParameters = () => (body === null ? parametersOfUrl(parameters) : parametersOfBody(body))
      const executed = execute({ method, readParameters, context })
      const result = await withDeadline(timeouts.execution, executed, () => (late = true))
      const response = await respond(result, type, context)
      if (response.code !== null) requestLog.code = response.code
      if (response.refused) refusal = response.code
      res.writeHead(response.status, {
        ...response.headers,
        'content-length': Buffer.byteLength(response.body),
      })
      res.end(response.body)
    } catch (error) {
      // A client disconnect is not a refusal.
      if (!res.destroyed) refusal = toProblem(error).code
      throw error
    } finally {
      usageRecorder.answered({ principal, cost: context.charged, code: refusal })
    }
  }
}

/** Wraps each execution in a span. */
function useSpans({ step }: Traces): Plugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn((args) => step('execution', async () => executeFn(args)))
    },
  }
}

function readJson(req: IncomingMessage): Promise<string> {
  requireJson(req)
  return readBody(req, GRAPHQL_BODY_LIMIT_BYTES)
}

/** Returns the id for the request log: the key's id, or the user's id if there is no key. */
function logIdsOf(principal: Principal): RequestLog {
  const [apiKeyId, userId] = [apiKeyIdOf(principal), userIdOf(principal)]
  if (apiKeyId !== null) return { apiKeyId }
  return userId === null ? {} : { userId }
}
