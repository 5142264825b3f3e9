// The retention job: which submissions it erases, and when, by the clock of the database.

import { listRetention } from '@latchkey/schema/retention/due-for-erasure.ts'
import { eraseDue } from '@latchkey/schema/retention/erase-due.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createServer, type LatchkeyServer } from '@latchkey/server/server.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Session, untilWaiting } from '../../support/concurrency/database-gates.ts'
import { statementOf } from '../../support/files/samples.ts'
import { uploads } from '../../support/files/uploads.ts'
import { jobsDone } from '../../support/jobs-done.ts'
import { SubmissionLife } from '../../support/submission-life.ts'
import { AUTH_KEYS, createWorld, MASTER_KEYS, type World } from '../../support/world.ts'

const PERIODS = { draftDays: 90, closedMonths: 25 }

let world: World
let server: LatchkeyServer
let life: SubmissionLife

beforeAll(async () => {
  world = await createWorld({ workers: false })
  server = createServer({
    database: world.database,
    log: createLog('silent'),
    authKeys: AUTH_KEYS,
    masterKeys: MASTER_KEYS,
    mailer: { send: () => Promise.resolve() },
    blobs: world.blobs,
    recurs: false,
    retention: PERIODS,
  })
  await server.listen(0, '127.0.0.1')
  life = await SubmissionLife.open(world)
})
afterAll(async () => {
  await server.drain()
  await world[Symbol.asyncDispose]()
})

async function runs(): Promise<void> {
  await server.jobs.run('erase-due')
  await jobsDone([server])
}

const reasons = async () => {
  const rows = await world.sql(
    `SELECT s.id, e.data ->> 'reason' AS reason, e.actor_kind FROM submission s
     LEFT JOIN event e ON e.submission_id = s.id AND e.type = 'submission.erased'
     WHERE (s.erased_at IS NOT NULL) OR e.id IS NOT NULL ORDER BY s.id`,
  )
  return Object.fromEntries(rows.map(({ id, reason, actor_kind: actor }) => [id, `${reason} ${actor}`]))
}

const listed = (days: number) => listRetention(world.database.prisma, PERIODS, { days, after: '', take: 100 })

test('erases drafts after 90 days without change, closed submissions after 25 months, never under a hold', async () => {
  const draft = await life.draft()
  const changed = await life.draft()
  const uploaded = await life.draft()
  const held = await life.draft()
  await life.moves(life.funder, 'setLegalHold', { id: held, reason: 'Lawsuit.' })
  const closed = [await life.at('DECLINED'), await life.at('WITHDRAWN'), await life.at('FUNDED')]
  const open = await life.at('IN_REVIEW')
  const heldClosed = await life.at('DECLINED')
  await life.moves(life.funder, 'setLegalHold', { id: heldClosed, reason: 'Lawsuit.' })

  await world.advance('89 days')
  await runs()
  expect(await reasons()).toEqual({})
  await life.moves(life.broker, 'addMessage', { submissionId: changed, text: 'Wait for us.' }, 'id')
  await uploads(life.broker, uploaded, statementOf('late'))
  expect(await listed(1)).toEqual([
    { id: draft, reason: 'UNCHANGED_DRAFT', dueAt: expect.any(Date) },
    ...[held, heldClosed].map((id) => ({ id, reason: 'LEGAL_HOLD', dueAt: null })),
  ])
  await world.advance('2 days')
  await runs()
  const afterDrafts = { [draft]: 'UNCHANGED_DRAFT SYSTEM' }
  expect(await reasons()).toEqual(afterDrafts)

  await world.advance('89 days')
  await runs()
  const allDrafts = {
    ...afterDrafts,
    [changed]: 'UNCHANGED_DRAFT SYSTEM',
    [uploaded]: 'UNCHANGED_DRAFT SYSTEM',
  }
  expect(await reasons()).toEqual(allDrafts)

  await world.sql(
    `UPDATE submission SET status_changed_at = app_now() - interval '25 months' + interval '5 days'
     WHERE id = ANY ($1)`,
    [...closed, open, heldClosed],
  )
  await runs()
  expect(await reasons()).toEqual(allDrafts)
  expect((await listed(30)).map(({ id }) => id).sort()).toEqual([...closed, held, heldClosed].sort())
  await world.advance('9 days')
  await runs()
  const all = { ...allDrafts, ...Object.fromEntries(closed.map((id) => [id, 'CLOSED SYSTEM'])) }
  expect(await reasons()).toEqual(all)
  expect(await world.sql('SELECT status::text FROM submission WHERE id = $1', closed[0])).toEqual([
    { status: 'DECLINED' },
  ])

  await life.moves(life.funder, 'releaseLegalHold', { id: held, reason: 'Settled.' })
  await runs()
  // The release is no change of the draft: the broker does not see it.
  expect(await reasons()).toEqual({ ...all, [held]: 'UNCHANGED_DRAFT SYSTEM' })
})

test('0 keeps everything; a submission that fails is left for the next run and stops no other', async () => {
  const ids = [await life.draft(), await life.draft()]
  await world.advance('91 days')
  const { prisma } = world.database
  const enqueue = server.jobs.enqueue
  const erases = (periods = PERIODS) => eraseDue({ prisma, enqueue, periods })
  expect(await erases({ draftDays: 0, closedMonths: 0 })).toEqual({ erased: 0, failed: 0 })
  const failures: string[] = []
  const refusing: typeof enqueue = (tx, name, data) =>
    JSON.stringify(data).includes(ids[0] ?? '') ? Promise.reject(new Error('No.')) : enqueue(tx, name, data)
  const onFailure = (id: string) => void failures.push(id)
  const limited = { prisma, enqueue: refusing, periods: PERIODS, onFailure }
  expect(await eraseDue(limited)).toEqual({ erased: 1, failed: 1 })
  expect(failures).toEqual([ids[0]])
  expect(await eraseDue({ ...limited, enqueue, isStopped: () => true })).toEqual({ erased: 0, failed: 0 })
  expect(await erases()).toEqual({ erased: 1, failed: 0 })
  await jobsDone([server])
})

test('a draft that changes while its erasure waits is kept; of two runs one erases', async () => {
  const [kept, raced] = [await life.draft(), await life.draft()]
  await world.advance('91 days')
  const { prisma } = world.database
  const enqueue = server.jobs.enqueue
  const erases = () => eraseDue({ prisma, enqueue, periods: PERIODS })
  await using session = await Session.open(world)
  await session.sql('BEGIN')
  await session.sql('UPDATE submission SET updated_at = app_now() WHERE id = $1', kept)
  const runs = [erases(), erases()]
  await untilWaiting(world, 2)
  await session.sql('COMMIT')
  const results = await Promise.all(runs)
  expect(results.reduce((sum, { erased }) => sum + erased, 0)).toBe(1)
  expect(Object.keys(await reasons())).toContain(raced)
  expect(Object.keys(await reasons())).not.toContain(kept)
})
