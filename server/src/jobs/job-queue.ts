// createJobQueue: the durable queue on PostgreSQL (pg-boss). Used by server.ts, routes and mutations.
//
// A job is a row that the causing transaction inserts. A worker claims it, runs it and deletes the claim. When a worker
// dies, the claim expires and another worker runs the job again, so a job can run more than once.

import type { Database } from '@latchkey/prisma'
import type { Enqueue, JobData, JobName } from '@latchkey/schema/jobs.ts'
import { fromPrisma, type JobResult, PgBoss } from 'pg-boss'
import type { Log } from '../observability/log.ts'
import {
  isRecurringJob,
  QUEUE_SCHEMA,
  QUEUE_STATEMENT,
  QUEUES,
  queueOptions,
  RECURRING,
  type RecurringJob,
  RUN_LIMIT_SECONDS,
} from './queues.ts'
import type { RecurringJobs, RunRecurring } from './recurring-jobs.ts'
import { createRecurringTimer } from './recurring-timer.ts'

const BATCH = 5
const POLLING_SECONDS = 1
/** The server that enqueues a recurring job wakes its own worker. The others poll in case that server dies. */
const RECURRING_POLLING_SECONDS = 15

export interface Attempt {
  /** 1 for the first run. */
  readonly tries: number
  readonly isLast: boolean
}

/** Runs one job. Rejects to have it run again later. The error is stored with the job: JobFailed only. */
export type RunJob<Name extends JobName> = (data: JobData[Name], attempt: Attempt) => Promise<void>

type JobHandlers = { readonly [Name in JobName]: RunJob<Name> }

/** An error whose message may be stored: no personal data. */
export class JobFailed extends Error {}

interface Work {
  readonly handlers: JobHandlers
  readonly recurring: RecurringJobs
  /** Whether this server starts recurring jobs every period. It always runs those that another one started. */
  readonly recurs: boolean
}

export interface JobQueue {
  readonly enqueue: Enqueue
  /** Connects. Runs jobs unless `work` is null. */
  start(work: Work | null): Promise<void>
  /** Takes no more jobs, and waits at most `ms` milliseconds for those in progress. */
  stop(ms: number): Promise<void>
  /** Starts a recurring job now, unless one waits. */
  run(name: RecurringJob): Promise<void>
  /** Looks for jobs of these queues now instead of at the next poll. */
  wake(queues: readonly string[]): void
  /** Expires and deletes old jobs now. The servers do this every 15 seconds on their own. */
  maintain(): Promise<void>
  /** Jobs that wait, run or wait for a retry, on all servers. */
  pending(): Promise<readonly { readonly queue: string; readonly pending: number }[]>
}

export function createJobQueue({ jobPool }: Database, log: Log, noticeSeconds: number): JobQueue {
  const queue = new PgBoss(queueOptions(jobPool))
  const workers = new Map<string, string>()
  let isStopping = false
  const timer = createRecurringTimer(queue, log, (name) => wake([name]))
  // The message may contain data of a job.
  queue.on('error', (error) => log.warn({ failure: error.name }, 'job queue: a statement failed'))
  queue.on('warning', ({ message }) => log.warn({ warning: message }, 'job queue'))

  function wake(queues: readonly string[]): void {
    for (const id of queues.map((name) => workers.get(name))) if (id !== undefined) queue.notifyWorker(id)
  }

  async function workRecurring(name: RecurringJob, run: RunRecurring): Promise<void> {
    const options = { pollingIntervalSeconds: RECURRING_POLLING_SECONDS }
    const id = await queue.work(name, options, async () => {
      const end = performance.now() + 1_000 * RUN_LIMIT_SECONDS
      try {
        const done = await run(() => isStopping || performance.now() > end)
        if (Object.values(done).some((count) => count > 0)) log.info({ job: name, ...done }, 'recurring job')
      } catch (err) {
        log.warn({ err, job: name }, 'a recurring job failed: trying again')
        throw new JobFailed('The job failed.')
      }
    })
    workers.set(name, id)
  }

  async function work<Name extends JobName>(name: Name, run: RunJob<Name>): Promise<void> {
    const options = {
      batchSize: BATCH,
      burstWhenBatchFull: true,
      includeMetadata: true,
      perJobResults: true,
      pollingIntervalSeconds: POLLING_SECONDS,
    } as const
    const id = await queue.work<JobData[Name], object, typeof options>(name, options, async (jobs) => {
      const results: JobResult[] = []
      // Claimed in any order.
      const oldestFirst = jobs.toSorted((a, b) => a.createdOn.getTime() - b.createdOn.getTime())
      for (const { id, data, retryCount, retryLimit } of oldestFirst) {
        const attempt = { tries: retryCount + 1, isLast: retryCount >= retryLimit }
        const failure = await run(data, attempt).then(
          () => null,
          (error: unknown) => (error instanceof JobFailed ? error.message : 'The job failed.'),
        )
        results.push(
          failure === null ? { id, status: 'completed' } : { id, status: 'failed', output: { failure } },
        )
      }
      return results
    })
    workers.set(name, id)
  }

  return {
    async enqueue(tx, name, data, noticeKey) {
      const db = fromPrisma(tx)
      if (noticeKey === undefined || noticeSeconds === 0) await queue.send(name, data, { db })
      // The first job of a period runs now. All later ones become one job, which runs when the period ends.
      else await queue.sendDebounced(name, data, { db }, noticeSeconds, noticeKey)
    },
    async start(ours) {
      await queue.start()
      if (ours === null) return
      await work('mail', ours.handlers.mail)
      await work('submissionMail', ours.handlers.submissionMail)
      await work('scan', ours.handlers.scan)
      await work('deleteFiles', ours.handlers.deleteFiles)
      for (const name of Object.keys(RECURRING).filter(isRecurringJob))
        await workRecurring(name, ours.recurring[name])
      if (ours.recurs) timer.start()
    },
    async stop(ms) {
      isStopping = true
      await timer.stop()
      await queue.stop({ close: false, timeout: ms })
    },
    async run(name) {
      await queue.send(name, {})
      wake([name])
    },
    wake,
    async maintain() {
      await queue.supervise()
    },
    async pending() {
      const { rows } = await jobPool.query<{ queue: string; pending: number }>(
        `${QUEUE_STATEMENT}SELECT name AS queue, count(j.id) FILTER (WHERE j.state IN ('created', 'retry', 'active'))::int AS pending FROM unnest($1::text[]) AS name
         LEFT JOIN ${QUEUE_SCHEMA}.job j USING (name) GROUP BY name`,
        [QUEUES.map(({ name }) => name)],
      )
      return rows
    },
  }
}
