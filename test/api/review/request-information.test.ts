// requestInformation, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { issues, outcome } from '../../support/graphql-result.ts'
import { provoke, QUESTION, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const STATEMENTS = {
  kind: 'DOCUMENT',
  documentClass: 'BANK_STATEMENT',
  months: ['2026-09', '2026-08'],
  dueAt: '2099-02-01T00:00:00.000Z',
}

test('asks for documents and answers', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('SUBMITTED')
  const requirements = [STATEMENTS, { ...QUESTION, dueAt: '2099-01-01T00:00:00.000Z' }]
  await life.moves(life.funder, 'requestInformation', { id, requirements })
  const fields = 'kind stage status documentClass months text dueAt'
  expect(await life.read(life.broker, id, `status waitingOn dueAt requirements { ${fields} }`)).toEqual({
    status: 'INFO_REQUESTED',
    waitingOn: 'BROKER',
    dueAt: '2099-01-01T00:00:00.000Z',
    requirements: [
      { ...STATEMENTS, months: ['2026-08', '2026-09'], stage: 'PRE_DECISION', status: 'OPEN', text: null },
      { ...requirements[1], stage: 'PRE_DECISION', status: 'OPEN', documentClass: null, months: [] },
    ],
  })
  expect((await life.events(id)).slice(-3)).toEqual([
    'submission.information_requested',
    'requirement.created',
    'requirement.created',
  ])
})

test.each([
  ['SUBMITTED', [], ['requirements INVALID_COUNT']],
  ['SUBMITTED', Array(21).fill(QUESTION), ['requirements INVALID_COUNT']],
  ['SUBMITTED', [{ kind: 'DOCUMENT' }], ['requirements.0.documentClass REQUIRED']],
  ['SUBMITTED', [{ kind: 'QUESTION' }], ['requirements.0.text REQUIRED']],
  ['SUBMITTED', [{ ...QUESTION, documentClass: 'LEASE' }], ['requirements.0.documentClass NOT_ALLOWED']],
  ['SUBMITTED', [{ ...QUESTION, months: ['2026-01'] }], ['requirements.0.months NOT_ALLOWED']],
  ['SUBMITTED', [{ ...STATEMENTS, months: ['2026-13'] }], ['requirements.0.months INVALID_MONTH']],
  ['SUBMITTED', [{ ...QUESTION, dueAt: '2020-01-01T00:00:00Z' }], ['requirements.0.dueAt IN_THE_PAST']],
  ['SUBMITTED', [{ ...QUESTION, stage: 'PRE_FUNDING' }], ['requirements STAGE_NOT_ALLOWED']],
  ['APPROVED', [QUESTION], ['requirements.0.stage STAGE_NOT_ALLOWED']],
] as const)('VALIDATION_FAILED in status %s for %j', async (status, requirements, expected) => {
  const life = await SubmissionLife.open(world)
  const id = await life.at(status)
  const answer = await sendMove(life.funder, 'requestInformation', { id, requirements })
  expect([outcome(answer), ...issues(answer)]).toEqual(['422 VALIDATION_FAILED', ...expected])
})

test('LIMIT_REACHED after 50 requirements', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('SUBMITTED')
  const asks = async (count: number) => {
    const requirements = Array(count).fill(QUESTION)
    return outcome(await sendMove(life.funder, 'requestInformation', { id, requirements }))
  }
  expect([await asks(20), await asks(20), await asks(10), await asks(1)]).toEqual([
    '200',
    '200',
    '200',
    '409 LIMIT_REACHED',
  ])
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'requestInformation', from: 'IN_REVIEW', illegalIn: 'DECLINED' } as const
  expect(
    await provoke(world, code, { ...move, input: (_life, id) => ({ id, requirements: [QUESTION] }) }),
  ).toBe(expected)
})
