// The routes: what is served at which path, and what they share.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createLookUp } from '@latchkey/schema/auth/credential-loader.ts'
import { LIMITS } from '@latchkey/schema/auth/tier-limits.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { createFirstUse } from '@latchkey/schema/keys/rotation/first-use.ts'
import { createSystemWrite, createWrites } from '@latchkey/schema/transaction/transaction.ts'
import { createAuthRoute } from '../auth/auth-routes.ts'
import { createAuthenticate } from '../auth/authenticate.ts'
import { queryCredentials } from '../auth/credential-query.ts'
import { createSessionUse } from '../auth/session-last-used.ts'
import { createGraphqlRoute } from '../graphql/graphql-route.ts'
import type { Outbox } from '../mail/outbox.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Traces } from '../observability/traces.ts'
import { createAuthAttempts } from '../rate-limit/auth-attempts.ts'
import { createLimits } from '../rate-limit/credential-limits.ts'
import { createMemoryLimiter } from '../rate-limit/memory-limiter.ts'
import { createStrangers } from '../rate-limit/unknown-key-limiter.ts'
import type { Ports } from '../server.ts'
import type { KeyUse } from '../usage/usage-recorder.ts'
import { createAddressOf } from './client-address.ts'
import type { About, ProblemContext } from './http-response.ts'
import { requireMethod } from './methods.ts'
import type { OwnAddress } from './public-url.ts'
import type { RequestTarget } from './request-target.ts'
import { sendDashboard } from './routes/dashboard.ts'
import { sendHealth, sendReadiness } from './routes/health.ts'
import { sendMailbox } from './routes/mailbox.ts'
import { sendMetrics } from './routes/metrics.ts'
import { sendProblems } from './routes/problems.ts'
import { createSessionCookie } from './session-cookie.ts'
import type { Timeouts } from './timeouts.ts'

interface RoutesOptions extends Ports {
  readonly timeouts: Timeouts
  readonly own: OwnAddress
  readonly outbox: Outbox
  readonly keyUse: KeyUse
  readonly docUrl: ProblemContext['docUrl']
  readonly isDraining: () => boolean
  readonly metrics: Metrics
  /** Null: none are made. */
  readonly traces: Traces | null
}

const READING = ['GET', 'HEAD']

/** Answers a request, and tells `about` what it learns on the way; throws what goes wrong before the answer began. */
export type Route = (
  target: RequestTarget,
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  about: About,
) => Promise<void>

export function createRoutes(options: RoutesOptions): Route {
  const {
    database,
    log,
    authKeys,
    mailbox = null,
    metricsToken = null,
    allowedOrigins = [],
    trustedProxies = 0,
    proving,
    limiter = createMemoryLimiter(),
    limits: numbers = LIMITS,
    own,
    outbox,
    keyUse,
    metrics,
    traces,
  } = options
  const lookUp = createLookUp(queryCredentials(database.lookUps))
  const { writeAs, holdAs } = createWrites(database.prisma, {
    connections: database.connections,
    proving,
    proved: (refused) => metrics.proved('write', refused),
  })
  const cookie = createSessionCookie(own.secure)
  const addressOf = createAddressOf(trustedProxies)
  const system = createSystemWrite(database.prisma)
  const limits = createLimits(limiter, numbers, metrics)
  const authenticate = createAuthenticate({
    lookUp: traces === null ? lookUp : (digest) => traces.step('credential look-up', () => lookUp(digest)),
    bearerKey: authKeys.bearer,
    cookie,
    own,
    addressOf,
    keyUse,
    firstUse: createFirstUse(writeAs),
    limits,
    strangers: createStrangers(numbers, metrics),
    sessionUsed: createSessionUse(database, log),
  })
  const post = outbox.post
  const page = (path: string) => own.url + path
  const shared = { database, log, lookUp, authenticate, holdAs, post, page, limits, allowedOrigins }
  const answerGraphql = createGraphqlRoute({
    ...shared,
    keyUse,
    timeouts: options.timeouts,
    idempotencyKey: authKeys.idempotency,
    docUrl: options.docUrl,
    metrics,
    traces,
  })
  const { postLater } = outbox
  const auth = { db: database.prisma, system, keys: authKeys, post, postLater, page }
  const answerAuth = createAuthRoute({
    auth,
    authenticate,
    writeAs,
    cookie,
    keyUse,
    own,
    addressOf,
    allowedOrigins,
    countAttempt: createAuthAttempts(numbers, metrics),
  })

  /** Pages and states, for which reading is all that there is. */
  const fixed = new Map<string, (res: ServerResponse) => Promise<void> | void>([
    ['/health', sendHealth],
    ['/ready', (res) => sendReadiness(res, database, options.isDraining())],
    ['/problems', sendProblems],
  ])

  return async (target, req, res, requestId, about) => {
    const { path } = target
    const sendFixed = fixed.get(path)
    if (path === '/graphql') {
      about.path = path
      await answerGraphql(req, res, target, requestId, about)
    } else if (path.startsWith('/auth/')) {
      await answerAuth(path, req, res, about)
    } else if (sendFixed !== undefined) {
      about.path = path
      requireMethod(req, READING)
      await sendFixed(res)
    } else if (
      (await sendMetrics(path, metrics, { token: metricsToken, trustedProxies }, req, res)) ||
      (await sendMailbox(path, mailbox, req, res)) ||
      (await sendDashboard(path, req, res))
    ) {
      about.path = path
    } else {
      throw new Problem('NOT_FOUND', 'Nothing is served here. The API is at /graphql.')
    }
  }
}
