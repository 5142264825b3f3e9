// Prometheus metrics of one server, for /metrics.
// Each server has its own registry, so that several servers in one process do not mix. Labels have a fixed
// set of values: no caller-chosen value and no id becomes a label.

import type { Tier } from '@latchkey/prisma'
import { Counter, Histogram, Registry } from 'prom-client'
import { operationNameOf } from '../graphql/operation-info.ts'
import type { RequestLog } from '../http/http-response.ts'
import { createRedisMetrics, type RedisMetrics } from './redis-metrics.ts'
import { requestResultOf } from './request-result.ts'
import { isRevocation } from './revocation-operations.ts'

/** When the server re-verified a credential: before the commit of a write, or before it sent a response. */
type ReverificationSource = 'write' | 'answer'

export interface Metrics {
  readonly registry: Registry
  /** Counts a response. Ignores CORS preflights and requests to paths other than the API and /auth/. */
  answered(requestLog: RequestLog, seconds: number): void
  /** Counts a request that a limit rejected. `tier`: of its credential; null if none was accepted. */
  limited(limit: 'window' | 'burst' | 'addresses', tier: Tier | null): void
  reverified(of: ReverificationSource, rejected: boolean): void
  /** In the output only after the first use of Redis, so a server without Redis has none of these metrics. */
  readonly redis: RedisMetrics
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Histogram({
    registers,
    name: 'latchkey_request_duration_seconds',
    help: 'Seconds from the arrival of a request to its response, by operation: the first root field of a document, a path under /auth/, or other (malformed documents, and requests rejected before their document was read). Outcome: ok; refused (client error); failed (INTERNAL or UNAVAILABLE); left (the client disconnected first).',
    labelNames: ['operation', 'outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  })
  const revocations = new Histogram({
    registers,
    name: 'latchkey_revocation_duration_seconds',
    help: 'Seconds from the arrival of a request that revokes access to the response that confirms it, by operation: keys deleted, deactivated or changed, rotations ended (also by rotateApiKey with a grace of 0), relationships paused or ended, roles changed, users disabled, sign-outs and new passwords.',
    labelNames: ['operation'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  })
  const limited = new Counter({
    registers,
    name: 'latchkey_rate_limited_requests_total',
    help: 'Requests rejected by a limit: window (15 minutes), burst (1 second) or addresses (unknown credentials from one address). Tier: of the credential, or none.',
    labelNames: ['limit', 'tier'],
  })
  // Plain numbers until a scrape, because every request counts here.
  const reverifications = { write: { accepted: 0, refused: 0 }, answer: { accepted: 0, refused: 0 } }
  new Counter({
    registers,
    name: 'latchkey_reverifications_total',
    help: 'Credential re-verifications: write (under locks, before a commit) or answer (when the response to a query, or an error, is ready). Outcome: accepted; refused (access was revoked during the request: nothing was written or returned).',
    labelNames: ['of', 'outcome'],
    collect() {
      this.reset()
      for (const [of, counts] of Object.entries(reverifications))
        for (const [outcome, count] of Object.entries(counts)) this.inc({ of, outcome }, count)
    },
  })

  return {
    registry,
    answered(requestLog, seconds) {
      const { authPath: run, operationInfo } = requestLog
      const operation = run ?? (operationInfo && operationNameOf(operationInfo))
      if (operation === undefined) return
      const outcome = requestResultOf(requestLog)
      requests.observe({ operation, outcome }, seconds)
      if (outcome === 'ok' && isRevocation(operation, operationInfo?.hasGracePeriod))
        revocations.observe({ operation }, seconds)
    },
    limited: (limit, tier) => limited.inc({ limit, tier: tier ?? 'none' }),
    reverified(of, rejected) {
      reverifications[of][rejected ? 'refused' : 'accepted'] += 1
    },
    redis: createRedisMetrics(registry),
  }
}
