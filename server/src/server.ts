// createServer: the HTTP server with request ids, request log, listen and drain. Used by main.ts.

import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { logInternalError, toProblem } from './http/error-to-problem.ts'
import { type ProblemContext, type RequestLog, sendProblem } from './http/http-response.ts'
import { withPromiseTimeout } from './http/promise-timeout.ts'
import { listenUrl, resolvePublicUrl } from './http/public-url.ts'
import { type RequestTarget, readTarget } from './http/request-target.ts'
import { createRouter, type Route, type ServerDependencies } from './http/router.ts'
import { connectionCheckInterval, TIMEOUTS } from './http/timeouts.ts'
import { createDeleteFilesJob } from './jobs/delete-files-job.ts'
import { createJobQueue, type JobQueue } from './jobs/job-queue.ts'
import { createMailJobs } from './jobs/mail-job.ts'
import { NOTICE_SECONDS } from './jobs/queues.ts'
import { createRecurringJobs } from './jobs/recurring-jobs.ts'
import { createScanJob } from './jobs/scan-job.ts'
import { addGauges } from './observability/gauges.ts'
import { createMetrics } from './observability/metrics.ts'
import { createTraces } from './observability/traces.ts'
import { createDiskStore } from './storage/disk-store.ts'
import { createUsageRecorder, type UsageRecorder } from './usage/usage-recorder.ts'

export interface LatchkeyServer {
  /** Starts to listen. Resolves with the address, without a trailing slash. */
  listen(port: number, host: string): Promise<string>
  /**
   * Stops the server: accepts no new connections and closes each open connection after its next response,
   * within 10 s. Then finishes the jobs in progress and writes the buffered key usage, again within 10 s.
   */
  drain(): Promise<void>
  /** The durable queue, for example of mails. */
  readonly jobs: JobQueue
  /** Buffers the usage of secrets until the usage writer stores it. */
  readonly usageRecorder: UsageRecorder
}

export function createServer(ports: ServerDependencies): LatchkeyServer {
  const {
    log,
    database,
    publicUrl = null,
    metrics = createMetrics(),
    tracing = false,
    workers = true,
    recurs = true,
    noticeSeconds = NOTICE_SECONDS,
    blobs = createDiskStore(join(tmpdir(), 'latchkey-blobs')),
  } = ports
  const timeouts = { ...TIMEOUTS, ...ports.timeouts }
  let draining = false
  const usageRecorder = createUsageRecorder(database, log)
  const traces = tracing ? createTraces() : null
  const jobs = createJobQueue(database, log, noticeSeconds)
  addGauges(metrics, database, jobs)
  // Set when the listening address is known, which is before the first request arrives.
  let open: { readonly route: Route; readonly docUrl: ProblemContext['docUrl'] } | null = null

  async function openAt(address: string): Promise<void> {
    const own = resolvePublicUrl(publicUrl, address)
    const docUrl = (code: string) => `${own.url}/problems#${code}`
    open = {
      route: createRouter({
        ...ports,
        blobs,
        timeouts,
        publicUrl: own,
        jobs,
        usageRecorder,
        docUrl,
        metrics,
        traces,
        isDraining: () => draining,
      }),
      docUrl,
    }
    const page = (path: string) => own.url + path
    const handlers = {
      ...createMailJobs({ ...ports, enqueue: jobs.enqueue, page }),
      scan: createScanJob({ ...ports, blobs }),
      deleteFiles: createDeleteFilesJob({ ...ports, blobs }),
    }
    const recurring = createRecurringJobs({ ...ports, blobs, enqueue: jobs.enqueue })
    await jobs.start(workers ? { handlers, recurring, recurs } : null)
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
      if (res.destroyed) return { ...requestLog, clientDisconnected: true }
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
      if (res.destroyed && !res.writableFinished) requestLog.clientDisconnected = true
      const elapsed = performance.now() - began
      metrics.answered(requestLog, elapsed / 1_000)
      const {
        path = '(unknown)',
        limitStates: _limitStates,
        operationInfo: _operationInfo,
        authPath: _authPath,
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
          openAt(address).then(() => resolve(address), reject)
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
              jobs.stop(10_000),
              withPromiseTimeout(usageRecorder.flush(), 10_000).catch(() => undefined),
            ]).then(() => undefined),
          )
        })
        server.closeIdleConnections()
      }),
    jobs,
    usageRecorder,
  }
}
