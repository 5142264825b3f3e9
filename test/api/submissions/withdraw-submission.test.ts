// withdrawSubmission, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { provoke, SubmissionLife } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('withdraws it with a reason and rejects its open offers', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('APPROVED')
  const input = { id, reason: 'FUNDED_ELSEWHERE' }
  const selection = 'status withdrawReason waitingOn offers { status }'
  expect(await life.moves(life.broker, 'withdrawSubmission', input, selection)).toEqual({
    status: 'WITHDRAWN',
    withdrawReason: 'FUNDED_ELSEWHERE',
    waitingOn: null,
    offers: [{ status: 'REJECTED' }, { status: 'REJECTED' }],
  })
  expect((await life.events(id)).slice(-3)).toEqual([
    'submission.withdrawn',
    'offer.rejected',
    'offer.rejected',
  ])
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 RELATIONSHIP_NOT_ACTIVE', 'RELATIONSHIP_NOT_ACTIVE'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'withdrawSubmission', from: 'IN_REVIEW', illegalIn: 'FUNDED' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id, reason: 'OTHER' }) })).toBe(
    expected,
  )
})
