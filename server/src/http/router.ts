// createRouter: creates the shared services and maps paths to routes. Used by server.ts.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Database } from '@latchkey/prisma'
import type { AuthKeys } from '@latchkey/schema/accounts/auth-dependencies.ts'
import { LIMITS, type Limits } from '@latchkey/schema/auth/tier-limits.ts'
import type { MasterKeys } from '@latchkey/schema/encryption/data-key.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { createFirstUseRecorder } from '@latchkey/schema/keys/rotation/first-use.ts'
import type { Mailer } from '@latchkey/schema/mailer.ts'
import type { RetentionPeriods } from '@latchkey/schema/retention/due-for-erasure.ts'
import { createSystemTransaction, createTransactions } from '@latchkey/schema/transaction/transaction.ts'
import { createAuthRoute } from '../auth/auth-routes.ts'
import { createAuthenticate } from '../auth/authenticate.ts'
import { createCredentialLoader, queryCredentials } from '../auth/credential-loader.ts'
import { createSessionTracker } from '../auth/session-last-used.ts'
import { createGraphqlRoute } from '../graphql/graphql-route.ts'
import type { JobQueue } from '../jobs/job-queue.ts'
import type { Log } from '../observability/log.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Traces } from '../observability/traces.ts'
import { createAuthAttempts } from '../rate-limit/auth-attempts.ts'
import { createCredentialLimits } from '../rate-limit/credential-limits.ts'
import type { Limiter } from '../rate-limit/limiter.ts'
import { createMemoryLimiter } from '../rate-limit/memory-limiter.ts'
import { createUnknownKeyLimiter } from '../rate-limit/unknown-key-limiter.ts'
import type { BlobStore } from '../storage/blob-store.ts'
import { createDocumentAccess } from '../storage/document-access.ts'
import { createDocumentStorage } from '../storage/document-storage.ts'
import { createInspection } from '../storage/inspect-upload.ts'
import type { Scanner } from '../storage/scanner.ts'
import type { UsageRecorder } from '../usage/usage-recorder.ts'
import { createAddressOf } from './client-address.ts'
import type { ProblemContext, RequestLog } from './http-response.ts'
import { requireMethod } from './methods.ts'
import type { PublicUrl } from './public-url.ts'
import type { RequestTarget } from './request-target.ts'
import { sendDashboard } from './routes/dashboard.ts'
import { createDocumentRoutes } from './routes/document-routes.ts'
import { sendHealth, sendReadiness } from './routes/health.ts'
import { sendMailbox } from './routes/mailbox.ts'
import { sendMetrics } from './routes/metrics.ts'
import { sendProblems } from './routes/problems.ts'
import { createSessionCookie } from './session-cookie.ts'
import type { Timeouts } from './timeouts.ts'

export interface ServerDependencies {
  readonly database: Database
  readonly log: Log
  readonly authKeys: AuthKeys
  readonly masterKeys: MasterKeys
  readonly mailer: Mailer
  /** Folder of the mails that /mail shows, in development. */
  readonly mailbox?: string | null
  readonly allowedOrigins?: readonly string[]
  readonly publicUrl?: string | null
  /** Where documents are stored. Default: a folder of temporary files. */
  readonly blobs?: BlobStore
  /** Null: documents are not scanned. */
  readonly scanner?: Scanner | null
  /** Number of proxies in front of the server, 0 to 10. It trusts this many X-Forwarded-For entries. */
  readonly trustedProxies?: number
  /** Counts rate-limited requests. Default: in the memory of this process. The caller closes it. */
  readonly limiter?: Limiter
  readonly limits?: Limits
  /** Default: a new instance. Two servers must not share one. */
  readonly metrics?: Metrics
  /** Bearer token that /metrics requires. Null: /metrics accepts requests from this machine only. */
  readonly metricsToken?: string | null
  /** Whether to create spans, with the OpenTelemetry SDK that the process has loaded. */
  readonly tracing?: boolean
  /** Whether this server runs jobs. Default: true. Every server can enqueue them. */
  readonly workers?: boolean
  /** Whether this server starts recurring jobs by itself. Default: true, if it runs jobs. */
  readonly recurs?: boolean
  /** Default: NOTICE_SECONDS. 0: a mail for each change of a submission. */
  readonly noticeSeconds?: number
  /** How long the data of submissions is kept. Default: nothing is erased by age. */
  readonly retention?: RetentionPeriods
  /** Defaults: timeouts.ts. */
  readonly timeouts?: Partial<Timeouts>
}

interface RouterOptions extends Omit<ServerDependencies, 'publicUrl'> {
  readonly blobs: BlobStore
  readonly timeouts: Timeouts
  readonly jobs: JobQueue
  readonly publicUrl: PublicUrl
  readonly usageRecorder: UsageRecorder
  readonly docUrl: ProblemContext['docUrl']
  readonly isDraining: () => boolean
  readonly metrics: Metrics
  /** Null: tracing is off. */
  readonly traces: Traces | null
}

const READING = ['GET', 'HEAD']

/** Answers a request and fills in `requestLog`. Rejects with errors that occur before the response starts. */
export type Route = (
  target: RequestTarget,
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  requestLog: RequestLog,
) => Promise<void>

export function createRouter(options: RouterOptions): Route {
  const {
    database,
    log,
    authKeys,
    masterKeys,
    mailbox = null,
    metricsToken = null,
    allowedOrigins = [],
    trustedProxies = 0,
    blobs,
    scanner = null,
    limiter = createMemoryLimiter(),
    limits: limitConfig = LIMITS,
    publicUrl,
    jobs,
    usageRecorder,
    metrics,
    traces,
  } = options
  const loadCredential = createCredentialLoader(queryCredentials(database.credentialPool))
  const { transactionFor, heldTransactionFor } = createTransactions(database.prisma, {
    connections: database.connections,
    onReverified: (rejected) => metrics.reverified('write', rejected),
  })
  const cookie = createSessionCookie(publicUrl.secure)
  const addressOf = createAddressOf(trustedProxies)
  const systemTransaction = createSystemTransaction(database.prisma)
  const limits = createCredentialLimits(limiter, limitConfig, metrics)
  const authenticate = createAuthenticate({
    loadCredential:
      traces === null
        ? loadCredential
        : (digest) => traces.step('credential load', () => loadCredential(digest)),
    bearerKey: authKeys.bearer,
    cookie,
    publicUrl,
    addressOf,
    usageRecorder,
    recordFirstUse: createFirstUseRecorder(transactionFor),
    limits,
    unknownKeyLimiter: createUnknownKeyLimiter(limitConfig, metrics),
    trackSession: createSessionTracker(database, log),
  })
  const { enqueue } = jobs
  const shared = {
    database,
    log,
    loadCredential,
    authenticate,
    heldTransactionFor,
    enqueue,
    limits,
    allowedOrigins,
  }
  const storageFor = createDocumentStorage({
    store: blobs,
    inspect: createInspection({ store: blobs, scanner, log }),
    key: authKeys.signedAddresses,
    page: (path) => publicUrl.url + path,
  })
  const answerDocuments = createDocumentRoutes({
    store: blobs,
    access: createDocumentAccess(authKeys.signedAddresses, loadCredential),
    prisma: database.prisma,
    transactionFor,
    masterKeys,
    allowedOrigins,
  })
  const answerGraphql = createGraphqlRoute({
    ...shared,
    usageRecorder,
    timeouts: options.timeouts,
    idempotencyKey: authKeys.idempotency,
    masterKeys,
    storageFor,
    docUrl: options.docUrl,
    metrics,
    traces,
  })
  const auth = { db: database.prisma, systemTransaction, keys: authKeys, enqueue }
  const answerAuth = createAuthRoute({
    auth,
    authenticate,
    transactionFor,
    cookie,
    usageRecorder,
    publicUrl,
    addressOf,
    allowedOrigins,
    countAttempt: createAuthAttempts(limitConfig, metrics),
  })

  /** Routes that support only GET and HEAD and read no input. */
  const fixed = new Map<string, (res: ServerResponse) => Promise<void> | void>([
    ['/health', sendHealth],
    ['/ready', (res) => sendReadiness(res, database, options.isDraining())],
    ['/problems', sendProblems],
  ])

  return async (target, req, res, requestId, requestLog) => {
    const { path } = target
    const sendFixed = fixed.get(path)
    if (path === '/graphql') {
      requestLog.path = path
      await answerGraphql(req, res, target, requestId, requestLog)
    } else if (path.startsWith('/auth/')) {
      await answerAuth(path, req, res, requestLog)
    } else if (sendFixed !== undefined) {
      requestLog.path = path
      requireMethod(req, READING)
      await sendFixed(res)
    } else if (await answerDocuments(target, req, res, requestLog)) {
      // The route set the path for the log.
    } else if (
      (await sendMetrics(path, metrics, { token: metricsToken, trustedProxies }, req, res)) ||
      (await sendMailbox(path, mailbox, req, res)) ||
      (await sendDashboard(path, req, res))
    ) {
      requestLog.path = path
    } else {
      throw new Problem('NOT_FOUND', 'Not found. The API endpoint is /graphql.')
    }
  }
}
