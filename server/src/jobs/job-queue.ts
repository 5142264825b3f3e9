// createJobQueue: the durable queue on PostgreSQL (pg-boss). Used by server.ts, routes and mutations.
//
// A job is a row that the causing transaction inserts. A worker claims it, runs it and deletes the claim. When a worker
// dies, the claim expires and another worker runs the job again, so a job can run more than once.

import type { Database } from '@latchkey/prisma'
import type { Enqueue, JobData, JobName } from '@latchkey/schema/jobs.ts'
import { fromPrisma, type JobResult, PgBoss } from 'pg-boss'
import type { Log } from '../observability/log.ts'
import { QUEUE_SCHEMA, QUEUE_STATEMENT, QUEUES, queueOptions } from './queues.ts'

const BATCH = 5
const POLLING_SECONDS = 1

interface Attempt {
  /** 1 for the first run. */
  readonly tries: number
  readonly isLast: boolean
}

/** Runs one job. Rejects to have it run again later. The error is stored with the job: JobFailed only. */
export type RunJob<Name extends JobName> = (data: JobData[Name], attempt: Attempt) => Promise<void>

type JobHandlers = { readonly [Name in JobName]: RunJob<Name> }

/** An error whose message may be stored: no personal data. */
export class JobFailed extends Error {}

export interface JobQueue {
  readonly enqueue: Enqueue
  /** Connects. Runs jobs unless `handlers` is null. */
  start(handlers: JobHandlers | null): Promise<void>
  /** Takes no more jobs, and waits at most `ms` milliseconds for those in progress. */
  stop(ms: number): Promise<void>
  /** Looks for jobs now instead of at the next poll. */
  wake(): void
  /** Jobs that wait, run or wait for a retry, on all servers. */
  pending(): Promise<readonly { readonly queue: string; readonly pending: number }[]>
}

export function createJobQueue({ jobPool }: Database, log: Log): JobQueue {
  const queue = new PgBoss(queueOptions(jobPool))
  const workers: string[] = []
  // The message may contain data of a job.
  queue.on('error', (error) => log.warn({ failure: error.name }, 'job queue: a statement failed'))
  queue.on('warning', ({ message }) => log.warn({ warning: message }, 'job queue'))

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
    workers.push(id)
  }

  return {
    async enqueue(tx, name, data) {
      await queue.send(name, data, { db: fromPrisma(tx) })
    },
    async start(handlers) {
      await queue.start()
      if (handlers === null) return
      await work('mail', handlers.mail)
    },
    async stop(ms) {
      await queue.stop({ close: false, timeout: ms })
    },
    wake() {
      for (const id of workers) queue.notifyWorker(id)
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
