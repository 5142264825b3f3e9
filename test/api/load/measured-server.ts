// A server process that measures itself: `node measured-server.ts '{"url":...}'`.
// The parent asks for measurements over IPC. The process exits when the parent disconnects.

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openDatabase } from '@latchkey/prisma'
import { LIMITS } from '@latchkey/schema/auth/tier-limits.ts'
import { authKeysOf } from '@latchkey/server/auth/auth-secret.ts'
import { masterKeysOf } from '@latchkey/server/auth/master-keys.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createServer } from '@latchkey/server/server.ts'
import { UNLIMITED } from '../../support/unlimited.ts'

export interface MeasuredServerOptions {
  readonly url: string
  /** Whether to use the production limits. Otherwise the limits reject nothing. */
  readonly limited?: boolean
}

export interface Measurement {
  /** Bytes in use after a garbage collection. */
  readonly heapBytes: number
  /** Memory of the whole process, before the garbage collection. */
  readonly rssBytes: number
  /** The most memory that the process ever had. */
  readonly maxRssBytes: number
  /** CPU time of the main thread before this measurement, in milliseconds. */
  readonly cpuBeforeMs: number
  /** CPU time after the measurement, which includes a garbage collection. */
  readonly cpuAfterMs: number
  /** The longest event loop delay since the last measurement, in milliseconds. */
  readonly maxDelayMs: number
  /** Average CPU time of JSON.parse for `reference`, if given. */
  readonly referenceMs: number
}

const { url, limited = false }: MeasuredServerOptions = JSON.parse(process.argv[2] ?? '')
const log = createLog('error', process.stderr)
const server = createServer({
  database: openDatabase({
    url,
    connections: 6,
    onError: (err) => log.error({ err }, 'database connection lost'),
  }),
  log,
  authKeys: authKeysOf('the same for all servers of a test'),
  masterKeys: masterKeysOf(`k1:${'11'.repeat(32)}`),
  mailer: { send: () => Promise.resolve() },
  limits: limited ? LIMITS : UNLIMITED,
  recurs: false,
})
const delays = monitorEventLoopDelay({ resolution: 5 })
delays.enable()

const cpuMs = () => process.threadCpuUsage().user / 1_000 + process.threadCpuUsage().system / 1_000

function measure(reference: string | null): Measurement {
  const maxDelayMs = delays.max / 1e6
  const used = cpuMs()
  const rssBytes = process.memoryUsage.rss()
  const maxRssBytes = process.resourceUsage().maxRSS * 1_024
  for (let time = 0; time < 4; time += 1) globalThis.gc?.()
  const heapBytes = process.memoryUsage().heapUsed
  const referenceMs = reference === null ? 0 : parsingMs(reference)
  delays.reset()
  return { heapBytes, rssBytes, maxRssBytes, cpuBeforeMs: used, cpuAfterMs: cpuMs(), maxDelayMs, referenceMs }
}

// Averages many runs, because the CPU clock is coarse on some machines.
function parsingMs(text: string): number {
  const times = 15
  const before = cpuMs()
  for (let time = 0; time < times; time += 1) JSON.parse(text)
  return (cpuMs() - before) / times
}

const address = await server.listen(0, '127.0.0.1')
process.on('message', ({ reference }: { reference: string | null }) => process.send?.(measure(reference)))
process.on('disconnect', () => process.exit())
process.send?.({ address })
