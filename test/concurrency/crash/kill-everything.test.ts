// kill -9 of server, worker and PostgreSQL while brokers submit with documents and people get mail.
// Each request is repeated with its Idempotency-Key: nothing is lost, doubled or half done.

import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { type Database, openDatabase } from '@latchkey/prisma'
import { createDiskStore } from '@latchkey/server/storage/disk-store.ts'
import { sweepUploads } from '@latchkey/server/storage/sweep-uploads.ts'
import { expect, it } from 'vitest'
import { CREATE_KEY, sendQuery } from '../../support/concurrency/timed-request.ts'
import { count } from '../../support/repeat-counts.ts'
import { Applicant, type Applied } from './application.ts'
import { Deployment, VICTIMS, type Victim } from './deployment.ts'

const KILLS = count(3, 20)
const AT_ONCE = 6
/** Between two kills: a random number of successful requests up to this, then a random pause. */
const MAX_REQUESTS = 40
const MAX_PAUSE_MS = 30
const MAIL_TIMEOUT_MS = 180_000
const TIMEOUT_MS = count(300_000, 1_800_000)

it(
  `after ${KILLS} kills at random moments, everything exists exactly once, and each mail was sent`,
  async () => {
    await using deployment = await Deployment.create()
    const { address, key } = await deployment.access
    const broker = await sendQuery(address, key, CREATE_KEY, { email: 'sam@juniper.example' })
    const applicant = new Applicant(deployment, broker.data.createBrokerKey.secret)

    let isOver = false
    const applied: Applied[] = []
    const indexes = Array.from({ length: 1_000_000 }, (_, index) => index).values()
    const work = async () => {
      for (const index of indexes) {
        applied.push(await applicant.apply(index))
        if (isOver) return
      }
    }
    const kills = async () => {
      for (const victim of victims()) {
        await requests(applicant, 1 + Math.floor(Math.random() * MAX_REQUESTS))
        await setTimeout(Math.random() * MAX_PAUSE_MS)
        await deployment.kill(victim)
      }
      isOver = true
    }
    await Promise.all([kills(), ...Array.from({ length: AT_ONCE }, work)])

    const database = openDatabase({
      url: await deployment.databaseUrl(),
      connections: 4,
      onError: () => undefined,
    })
    try {
      await checkRows(database, applied)
      await checkBlobs(deployment, database, applied)
      await checkMails(deployment, database, applied)
    } finally {
      await database.close()
    }
    console.log(
      `kill -9: ${KILLS} kills, ${applied.length} applications with document and mail, ${applicant.retries} requests repeated; 0 lost, 0 doubled, 0 half; ${deployment.inbox.taken.length} mails sent`,
    )
    expect(applicant.retries).toBeGreaterThan(0)
  },
  TIMEOUT_MS,
)

/** Each part once before any is killed again. */
function victims(): Victim[] {
  const rounds = Array.from({ length: Math.ceil(KILLS / VICTIMS.length) }, () =>
    VICTIMS.map((victim) => ({ victim, order: Math.random() })).toSorted((a, b) => a.order - b.order),
  )
  return rounds
    .flat()
    .map(({ victim }) => victim)
    .slice(0, KILLS)
}

/** Waits for this many successful requests. */
async function requests(applicant: Applicant, many: number): Promise<void> {
  const done = Promise.withResolvers<void>()
  let left = many
  applicant.onSuccess = () => {
    left -= 1
    if (left === 0) done.resolve()
  }
  await done.promise
}

async function checkRows({ pool }: Database, applied: readonly Applied[]): Promise<void> {
  const { rows } = await pool.query(
    `SELECT s.id AS "submissionId", s.name, s.status, d.id AS "documentId", encode(d.sha256, 'hex') AS sha256,
       u.id AS "userId", (SELECT count(*)::int FROM owner WHERE submission_id = s.id) AS owners,
       (SELECT array_agg(type ORDER BY id) FROM event WHERE submission_id = s.id) AS events,
       (SELECT count(*)::int FROM event WHERE subject_id = u.id AND type = 'user.invited') AS invitations,
       (SELECT count(*)::int FROM pgboss.job WHERE data->>'userId' = u.id) AS jobs
     FROM submission s FULL JOIN document d ON d.submission_id = s.id FULL JOIN "user" u ON u.name = s.name
     WHERE s.name LIKE 'Bakery number %' OR u.name LIKE 'Bakery number %'`,
  )
  const expected = applied.map(({ bytes, ...one }) => ({
    ...one,
    status: 'SUBMITTED',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    owners: 1,
    events: ['submission.created', 'document.uploaded', 'submission.submitted'],
    // One for each environment.
    invitations: 2,
    jobs: 1,
  }))
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
  expect(rows.toSorted(byName)).toEqual(expected.toSorted(byName))
  const records = await pool.query(
    'SELECT field, count(*)::int FROM idempotent_request GROUP BY 1 ORDER BY 1',
  )
  expect(records.rows).toEqual(
    [
      'completeDocumentUpload',
      'createSubmission',
      'inviteUser',
      'requestDocumentUpload',
      'submitSubmission',
    ].map((field) => ({ field, count: applied.length })),
  )
}

/** After the sweep, there is one blob for each document, with its bytes. */
async function checkBlobs(deployment: Deployment, { pool, prisma }: Database, applied: readonly Applied[]) {
  const store = createDiskStore(deployment.blobFolder)
  await pool.query(`UPDATE upload SET expires_at = now() - interval '1 hour'`)
  await sweepUploads({ prisma, store })
  expect(await store.list('staging')).toEqual([])
  const keys = await pool.query('SELECT id, storage_key FROM document')
  const keyOf = new Map(keys.rows.map(({ id, storage_key }) => [id, storage_key]))
  for (const { documentId, bytes } of applied) {
    const key = keyOf.get(documentId)
    expect(await store.list(`documents/${documentId.replace('doc_', 'upl_')}`)).toEqual([key])
    const blob = await store.get(key)
    expect(blob === null ? null : await text(blob.setEncoding('latin1'))).toBe(bytes.toString('latin1'))
  }
}

/** A worker that was killed after it claimed a job sends nothing: the job runs again after its heartbeat ends. */
async function checkMails({ inbox }: Deployment, { pool }: Database, applied: readonly Applied[]) {
  const pending = async () =>
    (
      await pool.query(
        `SELECT count(*)::int FROM pgboss.job WHERE name = 'mail' AND state IN ('created', 'retry', 'active')`,
      )
    ).rows[0].count
  await expect.poll(pending, { interval: 200, timeout: MAIL_TIMEOUT_MS }).toBe(0)
  const recipients = new Set(inbox.taken.flatMap(({ to }) => to))
  const { rows } = await pool.query('SELECT email FROM "user" WHERE id = ANY ($1)', [
    applied.map(({ userId }) => userId),
  ])
  expect(new Set(rows.map(({ email }) => email)).difference(recipients)).toEqual(new Set())
  const failed = await pool.query(
    `SELECT output FROM pgboss.job WHERE name = 'mail' AND state <> 'completed'`,
  )
  expect(failed.rows).toEqual([])
}
