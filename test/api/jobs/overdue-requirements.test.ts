// The recurring job overdue-requirements: one event and one mail per requirement, while the broker can respond.

import type { SubmissionStatus } from '@latchkey/prisma'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { QUESTION, SubmissionLife } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let life: SubmissionLife

beforeAll(async () => {
  world = await createWorld()
  life = await SubmissionLife.open(world)
})
afterAll(() => world[Symbol.asyncDispose]())

/** A submission with two questions, due in a day and in three days. */
async function asked(): Promise<string> {
  const id = await life.at('IN_REVIEW')
  const [{ soon, later }] = await world.sql(
    "SELECT app_now() + interval '1 day' AS soon, app_now() + interval '3 days' AS later",
  )
  const requirements = [
    { ...QUESTION, dueAt: soon },
    { ...QUESTION, dueAt: later },
  ]
  await life.moves(life.funder, 'requestInformation', { id, requirements })
  return id
}

const overdueEvents = async (id: string) =>
  (await life.events(id, { visible: true })).filter((type) => type === 'requirement.overdue').length

test('each requirement is overdue once; both sides get a mail', async () => {
  const id = await asked()
  await world.runs('overdue-requirements')
  expect(await overdueEvents(id)).toBe(0)
  const { version } = await life.read(life.broker, id, 'version')
  await world.advance('1 day')
  for (let time = 0; time < 2; time += 1) await world.runs('overdue-requirements')
  expect(await life.read(life.broker, id, 'version status requirements { status overdueAt }')).toEqual({
    version: version + 1,
    status: 'INFO_REQUESTED',
    requirements: [
      { status: 'OPEN', overdueAt: expect.any(String) },
      { status: 'OPEN', overdueAt: null },
    ],
  })
  const mails = (await life.mails(id)).filter((mail) => mail.endsWith(': Response overdue'))
  expect(mails.map((mail) => mail.replace(/^.*@/, '')).sort()).toEqual([
    'funder.example: Response overdue',
    expect.stringMatching(/^life-\d+\.example: Response overdue$/),
  ])
  await world.advance('2 days')
  await world.runs('overdue-requirements')
  expect(await overdueEvents(id)).toBe(2)
  // A response that is rejected after its due date is not overdue a second time.
  const requirement = await life.requirementOf(id)
  await life.moves(life.broker, 'respondToRequirement', { id: requirement, text: 'July.' }, 'id')
  await life.moves(life.funder, 'rejectRequirement', { id: requirement, note: 'Unclear.' }, 'id')
  await world.runs('overdue-requirements')
  expect(await overdueEvents(id)).toBe(2)
})

test('requirements with a response, and those of closed submissions, are not overdue', async () => {
  const responded = await asked()
  for (const { id } of (await life.read(life.funder, responded, 'requirements { id }')).requirements)
    await life.moves(life.broker, 'respondToRequirement', { id, text: 'July.' }, 'id')
  const declined = await asked()
  await life.moves(life.funder, 'declineSubmission', { id: declined, reasons: ['LOW_BALANCES'] })
  await world.advance('4 days')
  await world.runs('overdue-requirements')
  expect(await overdueEvents(responded)).toBe(0)
  expect(await overdueEvents(declined)).toBe(0)
  // Marked, so that later runs do not find it again.
  const marks = await world.sql(
    'SELECT overdue_at IS NOT NULL AS marked FROM requirement WHERE submission_id = $1',
    declined,
  )
  expect(marks).toEqual([{ marked: true }, { marked: true }])
})

test('a response in time that is rejected after the due date is not overdue, one rejected before it is', async () => {
  const id = await asked()
  const [soon, later] = (await life.read(life.funder, id, 'requirements { id }')).requirements
  const rejects = (requirement: string) =>
    life.moves(life.funder, 'rejectRequirement', { id: requirement, note: 'Unclear.' }, 'dueAt')
  for (const requirement of [soon, later])
    await life.moves(life.broker, 'respondToRequirement', { id: requirement.id, text: 'July.' }, 'id')
  expect(await rejects(later.id)).toEqual({ dueAt: expect.any(String) })
  await world.advance('2 days')
  expect(await rejects(soon.id)).toEqual({ dueAt: null })
  await world.runs('overdue-requirements')
  expect(await overdueEvents(id)).toBe(0)
  await world.advance('2 days')
  await world.runs('overdue-requirements')
  const { requirements } = await life.read(life.broker, id, 'requirements { overdueAt }')
  expect(requirements).toEqual([{ overdueAt: null }, { overdueAt: expect.any(String) }])
})

test.each<SubmissionStatus>(['HELD', 'IN_REVIEW'])('%s: the job waits for another status', async (status) => {
  const id = await asked()
  await life.setStatus(id, status)
  await world.advance('4 days')
  await world.runs('overdue-requirements')
  expect(await overdueEvents(id)).toBe(0)
  await life.setStatus(id, 'INFO_REQUESTED')
  await world.runs('overdue-requirements')
  expect(await overdueEvents(id)).toBe(2)
})
