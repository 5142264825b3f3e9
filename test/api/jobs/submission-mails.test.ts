// Mails about submissions: who gets which, who gets none, and that they contain nothing of the company.

import type { Mail } from '@latchkey/schema/mailer.ts'
import { MailError } from '@latchkey/server/mail/mail-error.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KeyHolder } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { uploads } from '../../support/files/uploads.ts'
import { OFFER, QUESTION, SubmissionLife } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
/** Accepted mails, oldest first. */
let sent: Mail[] = []
/** Throws to refuse a mail. */
let check: (mail: Mail) => void = () => undefined

beforeAll(async () => {
  const send = async (mail: Mail) => {
    check(mail)
    sent.push(mail)
  }
  world = await createWorld({ mailer: { send } })
})
afterAll(() => world[Symbol.asyncDispose]())

async function relationshipOf({ broker }: SubmissionLife): Promise<string> {
  return (await broker.latchkey.viewer()).relationship?.id ?? ''
}

/** The mails that `act` causes, as `<address>: <subject without the id>`, sorted. */
async function mailsOf(act: () => Promise<unknown>): Promise<string[]> {
  await world.jobsDone()
  sent = []
  await act()
  await world.jobsDone()
  return sent.map(({ to, subject }) => `${to}: ${subject.replace(/ \(sub_\w+\)$/, '')}`).sort()
}

async function withUsers() {
  const life = await SubmissionLife.open(world)
  const [ada, ben] = [
    await life.funder.logsIn({ role: 'UNDERWRITER' }),
    await life.funder.logsIn({ role: 'UNDERWRITER' }),
  ]
  const contact = `sam@${(await life.broker.latchkey.viewer()).relationship?.broker.domains[0]}`
  return { life, ada, ben, contact }
}

const emailOf = (userId: string) => `${userId}@funder.example`

test('the whole life: each side gets its mails', async () => {
  const { life, ada, ben, contact } = await withUsers()
  const { broker, funder } = life
  const id = await life.draft()
  const move = (by: KeyHolder, mutation: string, input: object = {}) =>
    mailsOf(() => life.moves(by, mutation, { id, ...input }, 'id'))
  const message = (by: KeyHolder) =>
    mailsOf(() => life.moves(by, 'addMessage', { submissionId: id, text: 'canary' }, 'id'))
  const team = [ada, ben].map(({ userId }) => emailOf(userId)).sort()

  expect(await move(broker, 'submitSubmission')).toEqual([])
  expect(await move(funder, 'holdSubmission')).toEqual([])
  expect(await move(funder, 'releaseHold')).toEqual([])
  expect(await move(funder, 'startReview')).toEqual([])
  expect(await message(funder)).toEqual([`${contact}: New message`])
  expect(await message(broker)).toEqual(team.map((email) => `${email}: New message`))
  expect(await move(funder, 'assignSubmission', { userId: ada.userId })).toEqual([
    `${emailOf(ada.userId)}: Submission assigned to you`,
  ])
  expect(await move(funder, 'addNote', { id: undefined, submissionId: id, text: 'canary' })).toEqual([])
  const requirements = [QUESTION, { kind: 'DOCUMENT', documentClass: 'TAX_RETURN' }]
  expect(await move(funder, 'requestInformation', { requirements })).toEqual([
    `${contact}: Information requested`,
  ])
  const requirement = await life.requirementOf(id)
  expect(await move(broker, 'respondToRequirement', { id: requirement, text: 'canary' })).toEqual([
    `${emailOf(ada.userId)}: Response received`,
  ])
  expect(await move(funder, 'rejectRequirement', { id: requirement, note: 'canary' })).toEqual([
    `${contact}: Response not accepted`,
  ])
  const document = await uploads(broker, id, statementOf('canary'))
  expect(await move(funder, 'rejectDocument', { id: document, reason: 'UNREADABLE' })).toEqual([
    `${contact}: Document not accepted`,
  ])
  for (const open of (await life.read(funder, id, 'requirements { id }')).requirements)
    await life.moves(funder, 'waiveRequirement', { id: open.id }, 'id')
  expect(await move(funder, 'approveSubmission', { offers: [OFFER, OFFER] })).toEqual([
    `${contact}: Submission approved`,
  ])
  expect(await move(broker, 'acceptOffer', { id: await life.offerOf(id) })).toEqual([])
  const funding = { amount: { amountMinor: 2_000_000 }, fundedOn: '2026-01-02' }
  expect(await move(funder, 'markFunded', funding)).toEqual([`${contact}: Submission funded`])
  const declined = await life.at('HELD')
  expect(
    await mailsOf(() =>
      life.moves(funder, 'declineSubmission', { id: declined, reasons: ['SUSPECTED_FRAUD'] }),
    ),
  ).toEqual([`${contact}: Submission declined`])
})

test('the text names the submission and the reference, and nothing of the company', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('IN_REVIEW')
  const canaries = {
    legal_name: 'canary legal',
    name: 'canary name',
    dba: 'canary dba',
    amount_minor: '987654321',
  }
  for (const [column, value] of Object.entries(canaries))
    await world.sql(`UPDATE submission SET ${column} = $2 WHERE id = $1`, id, value)
  await world.sql("UPDATE submission SET external_reference = 'Order 7' WHERE id = $1", id)
  await mailsOf(() => life.moves(life.funder, 'approveSubmission', { id, offers: [OFFER] }))
  const [mail] = sent
  expect(mail?.text).toContain(`Submission: ${id}\nReference: Order 7\nEnvironment: DEVELOPMENT\n`)
  expect(mail?.text).toContain(`${world.url}/graphql`)
  expect(JSON.stringify(mail)).not.toMatch(/canary|987654321|2,?000,?000|Ruiz|Bakery/)
  const jobs = await world.sql(
    "SELECT to_jsonb(j)::text AS text FROM pgboss.job j WHERE name = 'submissionMail'",
  )
  for (const { text } of jobs) expect(text).not.toMatch(/canary|Order 7|@|\.example/)
})

test('an unassigned submission: underwriters, else owners; nobody who is disabled or caused it', async () => {
  const { life, ada, ben } = await withUsers()
  const id = await life.at('INFO_REQUESTED')
  const responds = async (by: KeyHolder = life.broker) => {
    const requirements = [QUESTION]
    await life.moves(life.funder, 'requestInformation', { id, requirements }, 'id')
    const open = (await life.read(life.funder, id, 'requirements { id status }')).requirements
    const requirement = open.find(({ status }: { status: string }) => status === 'OPEN').id
    return mailsOf(() => life.moves(by, 'respondToRequirement', { id: requirement, text: 'Yes.' }, 'id'))
  }
  const received = (userId: string) => `${emailOf(userId)}: Response received`
  const disable = (userId: string) => world.sql(`UPDATE "user" SET status = 'DISABLED' WHERE id = $1`, userId)
  expect(await responds()).toEqual([ada, ben].map(({ userId }) => received(userId)).sort())
  await life.moves(life.funder, 'assignSubmission', { id, userId: ada.userId })
  expect(await responds()).toEqual([received(ada.userId)])
  await disable(ada.userId)
  expect(await responds()).toEqual([received(ben.userId)])
  await disable(ben.userId)
  expect(await responds()).toEqual([received(life.funder.ownerId)])
  expect(await responds(life.funder)).toEqual([])
})

test('several contacts: a refused address delays no other, and nobody gets a mail twice', async () => {
  const { life, contact } = await withUsers()
  const domain = contact.slice(contact.indexOf('@'))
  const contacts = ['later', 'never', 'ana'].map((name) => name + domain)
  await life.funder.latchkey.relationships.update(await relationshipOf(life), { contacts })
  const id = await life.at('IN_REVIEW')
  let refusals = 0
  check = ({ to }) => {
    if (to === contacts[1]) throw new MailError('EENVELOPE 550', true)
    if (to === contacts[0] && refusals++ < 2) throw new MailError('EENVELOPE 450', false)
  }
  const mails = await mailsOf(() => life.moves(life.funder, 'approveSubmission', { id, offers: [OFFER] }))
  check = () => undefined
  expect(mails).toEqual([contacts[2], contacts[0]].map((to) => `${to}: Submission approved`))
  expect(refusals).toBe(3)
})

test('no mail without contacts, for a paused relationship, or to a domain that the broker lost', async () => {
  const { life, contact } = await withUsers()
  const asks = (id: string) =>
    mailsOf(() => life.moves(life.funder, 'requestInformation', { id, requirements: [QUESTION] }))
  const id = await life.at('IN_REVIEW')
  expect(await asks(id)).toHaveLength(1)
  await world.sql(
    'UPDATE broker_domain SET domain = $1 WHERE domain = $2',
    `old-${contact.slice(4)}`,
    contact.slice(4),
  )
  expect(await asks(id)).toEqual([])
  await world.sql(
    'UPDATE broker_domain SET domain = $2 WHERE domain = $1',
    `old-${contact.slice(4)}`,
    contact.slice(4),
  )
  await life.pause()
  expect(await asks(id)).toEqual([])
  await life.funder.query('mutation ($id: ID!) { resumeRelationship(input: { id: $id }) { id } }', {
    id: (await life.read(life.funder, id, 'relationship { id }')).relationship.id,
  })
  expect(await asks(id)).toHaveLength(1)
  await life.funder.latchkey.relationships.update(await relationshipOf(life), { contacts: [] })
  expect(await asks(id)).toEqual([])
})

test('the first of many messages causes a mail at once, the others cause one mail later', async () => {
  // The period outlasts the test.
  await using world = await createWorld({ workers: false, noticeSeconds: 30 * 86_400 })
  const life = await SubmissionLife.open(world)
  const [id, other] = [await life.draft(), await life.draft()]
  const writes = (by: KeyHolder, submissionId: string) =>
    life.moves(by, 'addMessage', { submissionId, text: 'canary' }, 'id')
  for (let count = 0; count < 4; count += 1) await writes(life.broker, id)
  await writes(life.broker, other)
  await writes(life.funder, id)
  const jobs = await world.sql(
    `SELECT data->>'submissionId' AS id, data->>'notice' AS notice, start_after > now() AS waits
     FROM pgboss.job WHERE name = 'submissionMail' ORDER BY created_on`,
  )
  expect(jobs).toEqual([
    { id, notice: 'MESSAGE_OF_BROKER', waits: false },
    { id, notice: 'MESSAGE_OF_BROKER', waits: true },
    { id: other, notice: 'MESSAGE_OF_BROKER', waits: false },
    { id, notice: 'MESSAGE_OF_FUNDER', waits: false },
  ])
})
