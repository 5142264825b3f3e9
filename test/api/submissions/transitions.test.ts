// The transition table: every pair of move and status that is not in it is refused, and changes nothing.

import { SubmissionStatus } from '@latchkey/prisma'
import { isBrokerMove, MOVES, type MoveName, targetsOf } from '@latchkey/schema/submissions/transitions.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KeyHolder } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { uploads } from '../../support/files/uploads.ts'
import { outcome } from '../../support/graphql-result.ts'
import { OFFER, QUESTION, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

const STATUSES = Object.values(SubmissionStatus)
const LATER = '2999-01-01T00:00:00Z'

interface Input {
  readonly of?: 'offer' | 'requirement' | 'document'
  readonly [field: string]: unknown
}

/** Valid input of each move. Moves of an offer, a requirement or a document get its id. */
const INPUTS: Readonly<Record<Exclude<MoveName, 'expireOffers'>, Input>> = {
  submitSubmission: {},
  withdrawSubmission: { reason: 'OTHER' },
  respondToRequirement: { of: 'requirement', text: 'July.' },
  acceptOffer: { of: 'offer' },
  rejectOffer: { of: 'offer', reason: 'Late.' },
  holdSubmission: {},
  releaseHold: {},
  startReview: {},
  requestInformation: { requirements: [QUESTION] },
  acceptRequirement: { of: 'requirement' },
  waiveRequirement: { of: 'requirement' },
  rejectRequirement: { of: 'requirement', note: 'Unclear.' },
  rejectDocument: { of: 'document', reason: 'UNREADABLE' },
  approveSubmission: { offers: [OFFER] },
  extendOffer: { of: 'offer', expiresAt: LATER.replace('2999', String(new Date().getUTCFullYear() + 1)) },
  rescindOffer: { of: 'offer' },
  declineSubmission: { reasons: ['BANKRUPTCY'] },
  reopenSubmission: {},
  setClosingStage: { stage: 'CLEARED' },
  markFunded: { amount: { amountMinor: 5 }, fundedOn: '2026-01-02' },
  correctFunding: { reason: 'Wrong.' },
}

const moves = Object.keys(INPUTS) as (keyof typeof INPUTS)[]
const illegal = moves.flatMap((move) =>
  STATUSES.filter((status) => targetsOf(move, status).length === 0).map((status) => ({ move, status })),
)

let world: World
let life: SubmissionLife
let id: string
let parts: { offer: string; requirement: string; document: string }

beforeAll(async () => {
  world = await createWorld()
  life = await SubmissionLife.open(world)
  id = await life.at('APPROVED')
  const requirements = [{ ...QUESTION, stage: 'PRE_FUNDING' }]
  await life.moves(life.funder, 'requestInformation', { id, requirements })
  const document = await uploads(life.broker, id, statementOf('transitions'))
  parts = { offer: await life.offerOf(id), requirement: await life.requirementOf(id), document }
})
afterAll(() => world[Symbol.asyncDispose]())

const content = () =>
  world.sql(
    `SELECT s::text, (SELECT count(*) FROM event), (SELECT string_agg(o::text, ',') FROM offer o),
       (SELECT string_agg(r::text, ',') FROM requirement r) FROM submission s`,
  )

async function refusal(by: KeyHolder, move: (typeof moves)[number]): Promise<string> {
  const { of, ...input } = INPUTS[move]
  const answer = await sendMove(by, move, { id: of === undefined ? id : parts[of], ...input })
  return `${outcome(answer)} ${answer.body.errors?.[0]?.message}`
}

test('the statuses change only as designed', () => {
  const pairs = Object.values(MOVES).flatMap(({ from }) =>
    Object.entries(from).flatMap(([source, targets]) =>
      targets.map((target: string) => `${source} ${target}`),
    ),
  )
  const changes = pairs.filter((pair) => new Set(pair.split(' ')).size === 2)
  const designed = {
    DRAFT: ['SUBMITTED', 'WITHDRAWN'],
    SUBMITTED: ['IN_REVIEW', 'HELD', 'INFO_REQUESTED', 'DECLINED', 'WITHDRAWN'],
    HELD: ['SUBMITTED', 'IN_REVIEW', 'DECLINED', 'WITHDRAWN'],
    IN_REVIEW: ['INFO_REQUESTED', 'APPROVED', 'DECLINED', 'HELD', 'WITHDRAWN'],
    INFO_REQUESTED: ['IN_REVIEW', 'DECLINED', 'WITHDRAWN'],
    APPROVED: ['IN_REVIEW', 'FUNDED', 'DECLINED', 'WITHDRAWN'],
    DECLINED: ['IN_REVIEW'],
    WITHDRAWN: ['IN_REVIEW'],
    FUNDED: ['APPROVED'],
  }
  const expected = Object.entries(designed).flatMap(([source, targets]) =>
    targets.map((target) => `${source} ${target}`),
  )
  expect([...new Set(changes)].sort()).toEqual(expected.sort())
})

test('most pairs are illegal', () => {
  expect([...moves, 'expireOffers'].sort()).toEqual(Object.keys(MOVES).sort())
  expect(illegal.length).toBeGreaterThan(100)
})

test.each(illegal)('$move is refused in status $status', async ({ move, status }) => {
  await life.setStatus(id, status)
  const before = await content()
  expect(await refusal(life.funder, move)).toMatch(
    new RegExp(
      `^409 ILLEGAL_TRANSITION This submission is ${status}\\. ${move} is possible only while it is`,
    ),
  )
  if (isBrokerMove(move)) {
    const shown = status === 'HELD' ? 'SUBMITTED' : status
    const told = await refusal(life.broker, move)
    expect(told).toContain(`409 ILLEGAL_TRANSITION This submission is ${shown}.`)
    expect(told).not.toContain('HELD')
  }
  expect(await content()).toEqual(before)
})

test('a broker can do the same with a held submission as with a submitted one', () => {
  for (const move of moves.filter(isBrokerMove))
    expect(targetsOf(move, 'HELD'), move).toEqual(targetsOf(move, 'SUBMITTED'))
})
