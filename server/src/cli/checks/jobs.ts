// Doctor check of the job queue: its tables exist, workers run, and no job was given up.

import { QUEUE_SCHEMA } from '../../jobs/queues.ts'
import { type Examine, type Finding, failed, passed, summarize } from './finding.ts'

interface QueueState {
  readonly name: string
  readonly pending: number
  readonly late: number
  readonly failed: number
}

export async function checkJobs(ask: Examine): Promise<Finding> {
  const tables = await ask(
    `SELECT FROM pg_class WHERE relname = 'job' AND relnamespace = to_regnamespace('${QUEUE_SCHEMA}')`,
  )
  if (tables.length === 0)
    return failed('jobs', 'The tables of the job queue are missing. Run: npx -y pnpm@12 admin migrate')
  const queues = await ask<QueueState>(
    `SELECT name, count(*) FILTER (WHERE state IN ('created', 'retry', 'active'))::int AS pending,
       count(*) FILTER (WHERE state IN ('created', 'retry') AND start_after < now() - interval '15 minutes')::int AS late,
       count(*) FILTER (WHERE state = 'failed')::int AS failed
     FROM ${QUEUE_SCHEMA}.job GROUP BY name ORDER BY name`,
  )
  const late = queues.filter((queue) => queue.late > 0).map(({ name, late }) => `${name}: ${late}`)
  if (late.length > 0)
    return failed(
      'jobs',
      `jobs have waited for more than 15 minutes (${summarize(late)}). Start a server without WORKERS=false.`,
    )
  const givenUp = queues.filter((queue) => queue.failed > 0).map(({ name, failed }) => `${name}: ${failed}`)
  if (givenUp.length > 0)
    return failed(
      'jobs',
      `jobs failed for good (${summarize(givenUp)}). Check the log, and SMTP_URL for mail.`,
    )
  return passed('jobs', `${queues.reduce((sum, { pending }) => sum + pending, 0)} pending`)
}
