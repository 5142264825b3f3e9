// The queues and their limits, and the connection of pg-boss. Used by job-queue.ts and migrate-database.ts.

import type { JobName } from '@latchkey/schema/jobs.ts'
import { ProxyTracerProvider } from '@opentelemetry/api'
import type { ConstructorOptions, Db, QueueOptions } from 'pg-boss'

/** Schema of the queue's tables. */
export const QUEUE_SCHEMA = 'pgboss'

/** Begins every statement of the queue, so that logs and tests can tell them apart. */
export const QUEUE_STATEMENT = '/* job queue */ '

const MINUTE_SECONDS = 60
const HOUR_SECONDS = 3_600
const DAY_SECONDS = 86_400

// Retries after 1, 2, 4 ... seconds, then every 10 minutes, for about 16 hours: mail servers may be down, or
// greylist unknown senders. A job sends at most 5 mails of at most 30 seconds, and a batch has 5 jobs.
const MAIL: QueueOptions = {
  expireInSeconds: 900,
  heartbeatSeconds: 30,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 600,
  retryLimit: 100,
  retentionSeconds: 14 * DAY_SECONDS,
  deleteAfterSeconds: DAY_SECONDS,
}

/** Of equal notices about a submission, one is mailed at once, and one in the next period of this length. */
export const NOTICE_SECONDS = 5 * MINUTE_SECONDS

const OPTIONS: Readonly<Record<JobName, QueueOptions>> = {
  mail: MAIL,
  submissionMail: MAIL,
  // Retries after 1, 2, 4 ... seconds, then every minute. The recurring job scan-documents goes on after that.
  scan: {
    expireInSeconds: 900,
    heartbeatSeconds: 30,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
    retryLimit: 30,
    retentionSeconds: DAY_SECONDS,
    deleteAfterSeconds: HOUR_SECONDS,
  },
  // Retries every 10 minutes for about 13 days. Then sweep-uploads still deletes the files of documents.
  deleteFiles: {
    expireInSeconds: 900,
    heartbeatSeconds: 30,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 600,
    retryLimit: 1_900,
    retentionSeconds: 14 * DAY_SECONDS,
    deleteAfterSeconds: DAY_SECONDS,
  },
}

/** The recurring jobs and the seconds from one run to the next. recurring-jobs.ts contains what they do. */
export const RECURRING = {
  'expire-offers': MINUTE_SECONDS,
  'overdue-requirements': 5 * MINUTE_SECONDS,
  'erase-due': HOUR_SECONDS,
  'scan-documents': 2 * MINUTE_SECONDS,
  'sweep-uploads': 15 * MINUTE_SECONDS,
} as const satisfies Record<string, number>

export type RecurringJob = keyof typeof RECURRING

export function isRecurringJob(name: string): name is RecurringJob {
  return Object.hasOwn(RECURRING, name)
}

/** A run stops after its batch when it takes this long. The next run continues. */
export const RUN_LIMIT_SECONDS = 10 * MINUTE_SECONDS

function recurringOptions(everySeconds: number): QueueOptions {
  return {
    // More than a run and its last batch take.
    expireInSeconds: 2 * RUN_LIMIT_SECONDS,
    heartbeatSeconds: 30,
    retryDelay: 2,
    retryBackoff: true,
    retryLimit: 3,
    retentionSeconds: DAY_SECONDS,
    // A finished job keeps its period from running twice, so it must stay longer than that.
    deleteAfterSeconds: Math.max(HOUR_SECONDS, 2 * everySeconds),
  }
}

interface QueueSettings {
  readonly name: string
  /** `stately`: at most one job waits and at most one runs, on all servers. */
  readonly policy: 'standard' | 'stately'
  readonly options: QueueOptions
}

export const QUEUES: readonly QueueSettings[] = [
  ...Object.entries(OPTIONS).map(([name, options]) => ({ name, policy: 'standard' as const, options })),
  ...Object.entries(RECURRING).map(([name, everySeconds]) => ({
    name,
    policy: 'stately' as const,
    options: recurringOptions(everySeconds),
  })),
]

/** The part of a pool or client that the queue uses. */
interface Connection {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] } | { rows: unknown[] }[]>
}

export function queueOptions(connection: Connection): ConstructorOptions {
  const db: Db = {
    async executeSql(text, values) {
      const result = await connection.query(QUEUE_STATEMENT + text, values)
      // A script of several statements has several results. Maintenance looks for its row in all of them.
      return Array.isArray(result) ? { rows: result.flatMap(({ rows }) => rows) } : result
    },
  }
  return {
    db,
    schema: QUEUE_SCHEMA,
    // Migrations run at start and with latchkey-admin, under the migration lock.
    migrate: false,
    // Recurring jobs have their own timer (job-queue.ts).
    schedule: false,
    registerInstance: false,
    // It would need a statement that runs longer than ours may.
    reindex: false,
    // It asks for a tracer even if it is off: this one does nothing.
    openTelemetry: { enabled: false, tracerProvider: new ProxyTracerProvider() },
    // Jobs do not depend on each other.
    flowIntervalSeconds: 3_600,
    monitorIntervalSeconds: 15,
    superviseIntervalSeconds: 15,
  }
}
