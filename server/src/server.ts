// The server: a request id, a path, an answer, a line in the log. And how it begins and ends.

import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Database } from '@latchkey/prisma'
import type { AuthKeys } from '@latchkey/schema/accounts/auth-dependencies.ts'
import type { Limits } from '@latchkey/schema/auth/tier-limits.ts'
import type { Mailer } from '@latchkey/schema/mailer.ts'
import type { ReverifyOrder } from '@latchkey/schema/transaction/transaction.ts'
import { logInternalError, toProblem } from './http/error-to-problem.ts'
import { type ProblemContext, type RequestLog, sendProblem } from './http/http-response.ts'
import { withPromiseTimeout } from './http/promise-timeout.ts'
import { listenUrl, resolvePublicUrl } from './http/public-url.ts'
import { type RequestTarget, readTarget } from './http/request-target.ts'
import { createRouter, type Route } from './http/router.ts'
import { connectionCheckInterval, TIMEOUTS, type Timeouts } from './http/timeouts.ts'
import { createOutbox, type Outbox } from './mail/outbox.ts'
import { addGauges } from './observability/gauges.ts'
import type { Log } from './observability/log.ts'
import { createMetrics, type Metrics } from './observability/metrics.ts'
import { createTraces } from './observability/traces.ts'
import type { Limiter } from './rate-limit/limiter.ts'
import { createUsageRecorder, type UsageRecorder } from './usage/usage-recorder.ts'

export interface Ports {
  readonly database: Database
  readonly log: Log
  readonly authKeys: AuthKeys
  readonly mailer: Mailer
  /** The folder whose mails /mail shows, in development. */
  readonly mailbox?: string | null
  readonly allowedOrigins?: readonly string[]
  readonly publicUrl?: string | null
  /** How many proxies every request comes through, 0 to 10: so many entries of X-Forwarded-For are believed. */
  readonly trustedProxies?: number
  /** Counts what the limits limit; in the memory of this process unless given. Closed by whoever gave it. */
  readonly limiter?: Limiter
  readonly limits?: Limits
  /** Its own unless given; of one server only. */
  readonly metrics?: Metrics
  /** What /metrics asks for; null: it is for this machine alone. */
  readonly metricsToken?: string | null
  /** Whether spans are made, by the SDK that the process has loaded. */
  readonly tracing?: boolean
  /** Those that are left out are as in http/timeouts.ts. */
  readonly timeouts?: Partial<Timeouts>
  /** Only the tests of races pass one, to see a weaker proof fail. */
  readonly reverifyOrder?: ReverifyOrder
}

export interface LatchkeyServer {
  /** Starts to listen; answers the address, without a slash at its end. */
  listen(port: number, host: string): Promise<string>
  /**
   * Takes no new connections, ends those it has with their next answer, waits 10 s at most, sends the mails that wait and
   * writes down the use of keys, again in 10 s at most, and stops.
   */
  drain(): Promise<void>
  /** Where routes post their mails. */
  readonly outbox: Outbox
  /** Who uses which secret, on its way to the database. */
  readonly usageRecorder: UsageRecorder
}

export function createServer(ports: Ports): LatchkeyServer {
  const { log, mailer, publicUrl = null, metrics = createMetrics(), tracing = false } = ports
  const timeouts = { ...TIMEOUTS, ...ports.timeouts }
  let draining = false
  const outbox = createOutbox(mailer, log)
  const usageRecorder = createUsageRecorder(ports.database, log)
  const traces = tracing ? createTraces() : null
  addGauges(metrics, ports.database, outbox)
  // Made when it is known where the server listens, which is before any request comes.
  let open: { readonly route: Route; readonly docUrl: ProblemContext['docUrl'] } | null = null

  function openAt(address: string): void {
    const own = resolvePublicUrl(publicUrl, address)
    const docUrl = (code: string) => `${own.url}/problems#${code}`
    open = {
      route: createRouter({
        ...ports,
        timeouts,
        own,
        outbox,
        usageRecorder,
        docUrl,
        metrics,
        traces,
        isDraining: () => draining,
      }),
      docUrl,
    }
  }

  async function answer(
    target: RequestTarget,
    req: IncomingMessage,
    res: ServerResponse,
    requestId: string,
  ): Promise<RequestLog> {
    const requestLog: RequestLog = {}
    if (open === null) throw new Error('A request came before the server listened.')
    const { route, docUrl } = open
    try {
      await route(target, req, res, requestId, requestLog)
    } catch (error) {
      if (res.destroyed) return { ...requestLog, left: true }
      const problem = toProblem(error)
      logInternalError(log, requestId, problem, error)
      if (!res.headersSent) sendProblem(req, res, problem, { requestId, docUrl }, requestLog.limitStates)
      requestLog.code = problem.code
    }
    return requestLog
  }

  const connectionsCheckingInterval = connectionCheckInterval(timeouts)
  const server = createHttpServer({ connectionsCheckingInterval }, (req, res) => {
    const requestId = randomUUID()
    const began = performance.now()
    const target = readTarget(req.url ?? '')
    res.setHeader('x-request-id', requestId)
    res.setHeader('x-content-type-options', 'nosniff')
    if (draining) res.setHeader('connection', 'close')
    const answering = () => answer(target, req, res, requestId)
    const answered =
      traces === null || target.path !== '/graphql'
        ? answering()
        : traces.request(req, res, requestId, answering)
    void answered.then((requestLog) => {
      const { method } = req
      if (res.destroyed && !res.writableFinished) requestLog.left = true
      const elapsed = performance.now() - began
      metrics.answered(requestLog, elapsed / 1_000)
      const {
        path = '(unknown)',
        limitStates: _standings,
        operationInfo: _asked,
        authPath: _act,
        ...names
      } = requestLog
      const ms = Math.round(elapsed)
      log.info({ requestId, method, path, status: res.statusCode, ms, ...names }, 'request')
    })
  })
  server.keepAliveTimeout = timeouts.keepAlive
  server.headersTimeout = timeouts.headers
  server.requestTimeout = timeouts.request
  server.timeout = timeouts.idle
  // Node would drop those beyond the thousandth, and with them what the last proxy has added; 16 KB are the limit.
  server.maxHeadersCount = 0

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          const bound = server.address()
          const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port
          const address = listenUrl(host, boundPort)
          openAt(address)
          resolve(address)
        })
      }),
    drain: () =>
      new Promise((resolve) => {
        draining = true
        const end = setTimeout(() => server.closeAllConnections(), 10_000)
        // A connection whose request was under way becomes idle with its answer, and would be kept alive.
        const idle = setInterval(() => server.closeIdleConnections(), 100)
        server.close(() => {
          clearTimeout(end)
          clearInterval(idle)
          resolve(
            Promise.all([
              outbox.drain(10_000),
              withPromiseTimeout(usageRecorder.flush(), 10_000).catch(() => undefined),
            ]).then(() => undefined),
          )
        })
        server.closeIdleConnections()
      }),
    outbox,
    usageRecorder,
  }
}
