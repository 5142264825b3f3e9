// createServer: the HTTP server with request ids, request log, listen and drain. Used by main.ts.

import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Database } from '@latchkey/prisma'
import type { AuthKeys } from '@latchkey/schema/accounts/auth-dependencies.ts'
import type { Limits } from '@latchkey/schema/auth/tier-limits.ts'
import type { MasterKeys } from '@latchkey/schema/encryption/data-key.ts'
import type { Mailer } from '@latchkey/schema/mailer.ts'
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
import type { BlobStore } from './storage/blob-store.ts'
import type { Scanner } from './storage/scanner.ts'
import { createUsageRecorder, type UsageRecorder } from './usage/usage-recorder.ts'

export interface Ports {
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
  /** Defaults: http/timeouts.ts. */
  readonly timeouts?: Partial<Timeouts>
}

export interface LatchkeyServer {
  /** Starts to listen. Resolves with the address, without a trailing slash. */
  listen(port: number, host: string): Promise<string>
  /**
   * Stops the server: accepts no new connections and closes each open connection after its next response,
   * within 10 s. Then sends the waiting mails and writes the buffered key usage, again within 10 s.
   */
  drain(): Promise<void>
  /** Queue to which routes post mails. */
  readonly outbox: Outbox
  /** Buffers the usage of secrets until the usage writer stores it. */
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
  // Set when the listening address is known, which is before the first request arrives.
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
    if (open === null) throw new Error('A request arrived before the server was listening.')
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
  // By default Node drops headers after the 1,000th, so a caller could push out the entry that the last proxy
  // added. Node's limit of 16 KB for all headers still applies.
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
        // A connection with a running request becomes idle after the response, and keep-alive would hold it
        // open.
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
