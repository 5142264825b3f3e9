// The recurring job expire-offers: offers expire once, the broker gets a mail before and after.

import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import { createRecurringJobs } from '@latchkey/server/jobs/recurring-jobs.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Session } from '../../support/concurrency/database-gates.ts'
import { outcome } from '../../support/graphql-result.ts'
import { OFFER, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld({ servers: 2 })
})
afterAll(() => world[Symbol.asyncDispose]())

const STATE = 'status version offers { status closedAt }'

/** A submission IN_REVIEW is approved with offers that expire after these days. */
async function approved(life: SubmissionLife, ...days: number[]): Promise<string> {
  const id = await life.at('IN_REVIEW')
  const [{ now }] = await world.sql('SELECT app_now() AS now')
  const offers = days.map((count) => ({
    ...OFFER,
    expiresAt: new Date(now.getTime() + count * 86_400_000).toISOString(),
  }))
  await life.moves(life.funder, 'approveSubmission', { id, offers })
  return id
}

/** A run of the job outside of the queue, which would repeat it after an error. */
function expires(): Promise<Readonly<Record<string, number>>> {
  const { database, blobs, servers } = world
  const enqueue = servers[0]!.jobs.enqueue
  return createRecurringJobs({ database, blobs, enqueue, log: createLog('silent') })['expire-offers'](
    () => false,
  )
}

const mailsWith = async (life: SubmissionLife, id: string, subject: string) =>
  (await life.mails(id)).filter((mail) => mail.endsWith(`: ${subject}`)).length

const contactOf = async ({ broker }: SubmissionLife) =>
  (
    await broker.query('{ viewer { relationship { contacts } } }')
  ).body.data.viewer.relationship.contacts.join()

test('the last offer expires: back to review, an event of the server, one mail; once on two servers', async () => {
  const life = await SubmissionLife.open(world)
  const to = await contactOf(life)
  const id = await approved(life, 20, 20)
  const { version } = await life.read(life.funder, id, STATE)
  const before = await life.events(id)
  await world.runs('expire-offers')
  expect(await life.events(id)).toEqual(before)
  await world.advance('20 days')
  await Promise.all([0, 1].map((server) => world.runs('expire-offers', server)))
  await world.runs('expire-offers')
  const closed = { status: 'EXPIRED', closedAt: expect.any(String) }
  expect(await life.read(life.broker, id, STATE)).toEqual({
    status: 'IN_REVIEW',
    version: version + 1,
    offers: [closed, closed],
  })
  expect((await life.events(id)).slice(before.length)).toEqual(['offer.expired', 'offer.expired'])
  const [event] = await world.sql(
    "SELECT actor_kind, actor_id, broker_visible, data FROM event WHERE type = 'offer.expired' AND submission_id = $1",
    id,
  )
  expect(event).toMatchObject({ actor_kind: 'SYSTEM', actor_id: null, broker_visible: true })
  expect(event.data).toMatchObject({ status: 'IN_REVIEW', previousStatus: 'APPROVED' })
  expect(await life.mails(id)).toEqual([`${to}: Submission approved`, `${to}: Offer expired`])
})

test('an open or accepted offer keeps the submission APPROVED', async () => {
  const life = await SubmissionLife.open(world)
  const open = await approved(life, 3, 30)
  const accepted = await approved(life, 3)
  await life.moves(life.broker, 'acceptOffer', { id: await life.offerOf(accepted) }, 'id')
  await world.advance('4 days')
  await world.runs('expire-offers')
  const { status, offers } = await life.read(life.broker, open, STATE)
  expect([status, ...offers.map((offer: { status: string }) => offer.status).sort()]).toEqual([
    'APPROVED',
    'EXPIRED',
    'OFFERED',
  ])
  expect(await life.read(life.broker, accepted, STATE)).toMatchObject({
    status: 'APPROVED',
    offers: [{ status: 'ACCEPTED' }],
  })
  expect(outcome(await sendMove(life.broker, 'acceptOffer', { id: await life.offerOf(open) }))).toBe('200')
})

test('warns the broker once before the expiry, and again after an extension', async () => {
  const life = await SubmissionLife.open(world)
  const to = await contactOf(life)
  const id = await approved(life, 10, 10)
  const warnings = async () => {
    await world.runs('expire-offers')
    await world.runs('expire-offers')
    return (await life.mails(id)).filter((mail) => mail === `${to}: Offer expires soon`).length
  }
  expect(await warnings()).toBe(0)
  await world.advance('8 days 1 hour')
  expect(await warnings()).toBe(1)
  const [{ later }] = await world.sql("SELECT app_now() + interval '10 days' AS later")
  for (const { id: offer } of (await life.read(life.funder, id, 'offers { id }')).offers)
    await life.moves(life.funder, 'extendOffer', { id: offer, expiresAt: later }, 'id')
  expect(await warnings()).toBe(1)
  await world.advance('9 days')
  expect(await warnings()).toBe(2)
  // An offer of one day gives no warning right after the mail with the offer.
  const short = await approved(life, 1)
  await world.runs('expire-offers')
  expect(await life.mails(short)).toEqual([`${to}: Submission approved`])
})

test('a mail that waited is not sent if the funder has extended the offer in the meantime', async () => {
  const life = await SubmissionLife.open(world)
  const id = await approved(life, 1)
  const { enqueue } = world.servers[0]!.jobs
  const tells = (notice: 'OFFER_EXPIRING' | 'OFFER_EXPIRED') =>
    createSystemTransaction(world.database.prisma)((tx) =>
      enqueue(tx, 'submissionMail', { notice, submissionId: id, actorId: null }),
    )
  await tells('OFFER_EXPIRING')
  await tells('OFFER_EXPIRED')
  expect(await life.mails(id)).toEqual([`${await contactOf(life)}: Submission approved`])
})

test('an offer that cannot expire stops no warning of others', async () => {
  const life = await SubmissionLife.open(world)
  const [broken, other] = [await approved(life, 1), await approved(life, 3)]
  await world.sql(`
    CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$;
    CREATE TRIGGER breaks BEFORE UPDATE OF status ON offer FOR EACH ROW
      WHEN (NEW.submission_id = '${broken}') EXECUTE FUNCTION breaks()`)
  await world.advance('36 hours')
  await expect(expires()).rejects.toThrow()
  expect(await mailsWith(life, other, 'Offer expires soon')).toBe(1)
  await world.sql('DROP FUNCTION breaks CASCADE')
  await world.runs('expire-offers')
  expect(await mailsWith(life, broken, 'Offer expired')).toBe(1)
})

test('the warning locks the submission before its offers, as every move does', async () => {
  const life = await SubmissionLife.open(world)
  const id = await approved(life, 3)
  await world.advance('36 hours')
  await using session = await Session.open(world)
  await session.sql('BEGIN')
  await session.sql('SELECT FROM submission WHERE id = $1 FOR NO KEY UPDATE', id)
  const run = expires()
  await session.untilAwaitedBy(1)
  expect(await session.tries('SELECT FROM offer WHERE submission_id = $1 FOR UPDATE NOWAIT', id)).toBe('done')
  await session.sql('COMMIT')
  await run
  expect(await mailsWith(life, id, 'Offer expires soon')).toBe(1)
})
