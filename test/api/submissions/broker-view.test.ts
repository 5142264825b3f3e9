// The broker's view of submissions, over all statuses and decline reasons.

import { DeclineReason, SubmissionStatus } from '@latchkey/prisma'
import { brokerReasons, brokerStatus, viewOf } from '@latchkey/schema/submissions/broker-view.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SubmissionLife } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let life: SubmissionLife

beforeAll(async () => {
  world = await createWorld()
  life = await SubmissionLife.open(world)
})
afterAll(() => world[Symbol.asyncDispose]())

const STATUSES = Object.values(SubmissionStatus)
const shown = (status: SubmissionStatus) => (status === 'HELD' ? 'SUBMITTED' : status)

test.each(STATUSES)('status %s, in the submission and in filters', async (status) => {
  const id = await life.at(status)
  expect(brokerStatus(status)).toBe(shown(status))
  expect(await life.read(life.funder, id, 'status')).toEqual({ status })
  expect(await life.read(life.broker, id, 'status heldAt assignee { id }')).toEqual({
    status: shown(status),
    heldAt: null,
    assignee: null,
  })
  const LIST = `query ($status: SubmissionStatus) {
    submissions(filter: { status: $status }, first: 100) { totalCount nodes { id } }
  }`
  const finds = async (by: typeof life.broker | typeof life.funder, wanted: SubmissionStatus) => {
    const { body } = await by.query(LIST, { status: wanted })
    return body.data.submissions.nodes.some((node: { id: string }) => node.id === id)
  }
  for (const wanted of STATUSES) {
    expect(await finds(life.funder, wanted), wanted).toBe(wanted === status)
    expect(await finds(life.broker, wanted), wanted).toBe(wanted === shown(status))
  }
  const held = await life.broker.query(LIST, { status: 'HELD' })
  expect(held.body.data.submissions).toEqual({ totalCount: 0, nodes: [] })
})

test.each(STATUSES)('the view of status %s hides holds, assignees and hidden changes', (status) => {
  const [early, late] = [new Date(1), new Date(2)]
  const stored = {
    status,
    version: 7,
    hiddenChanges: 3,
    statusChangedAt: late,
    shownStatusChangedAt: early,
    heldAt: late,
    assignedUserId: 'usr_1',
  }
  expect(viewOf({ kind: 'BROKER' }, stored)).toEqual({
    status: shown(status),
    version: 4,
    statusChangedAt: early,
    heldAt: null,
    assignedUserId: null,
  })
  for (const kind of ['SESSION', 'USER', 'TIERED'] as const) expect(viewOf({ kind }, stored)).toEqual(stored)
})

test('events of a held submission tell the broker of no hold', async () => {
  const id = await life.at('HELD')
  await life.moves(life.broker, 'withdrawSubmission', { id, reason: 'OTHER' })
  const rows = await world.sql('SELECT type, data FROM event WHERE submission_id = $1 AND broker_visible', id)
  expect(JSON.stringify(rows)).not.toMatch(/HELD|hold/i)
  const data = { status: 'WITHDRAWN', previousStatus: 'SUBMITTED', version: 3, reason: 'OTHER' }
  expect(rows.at(-1)).toEqual({ type: 'submission.withdrawn', data })
})

test('masks decline reasons that tell of fraud, of another broker or of another customer', () => {
  const masked: Partial<Record<DeclineReason, DeclineReason>> = {
    SUSPECTED_FRAUD: 'UNVERIFIABLE_INFORMATION',
    DUPLICATE_SUBMISSION: 'OTHER',
    ANOTHER_BROKER_PROTECTED: 'OTHER',
    EXISTING_CUSTOMER: 'OTHER',
  }
  for (const reason of Object.values(DeclineReason))
    expect(brokerReasons([reason])).toEqual([masked[reason] ?? reason])
  expect(brokerReasons(['EXISTING_CUSTOMER', 'OTHER', 'ANOTHER_BROKER_PROTECTED'])).toEqual(['OTHER'])
})
