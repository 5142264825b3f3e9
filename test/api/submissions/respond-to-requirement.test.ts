// respondToRequirement, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { issues, outcome } from '../../support/graphql-result.ts'
import { provoke, QUESTION, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('the response to the last PRE_DECISION requirement returns the submission to IN_REVIEW', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('IN_REVIEW')
  const requirements = [
    QUESTION,
    QUESTION,
    { ...QUESTION, stage: 'PRE_FUNDING', dueAt: '2099-01-01T00:00:00Z' },
  ]
  await life.moves(life.funder, 'requestInformation', { id, requirements })
  const { requirements: asked } = await life.read(life.broker, id, 'requirements { id text }')
  expect(asked[0].text).toBe(QUESTION.text)
  const responds = (index: number) =>
    life.moves(
      life.broker,
      'respondToRequirement',
      { id: asked[index].id, text: 'We were closed.\r\nFor repairs.' },
      'status response',
    )
  expect(await responds(0)).toEqual({ status: 'RESPONDED', response: 'We were closed.\nFor repairs.' })
  expect(await life.read(life.broker, id, 'status waitingOn')).toEqual({
    status: 'INFO_REQUESTED',
    waitingOn: 'BROKER',
  })
  await responds(1)
  expect(await life.read(life.broker, id, 'status waitingOn dueAt')).toEqual({
    status: 'IN_REVIEW',
    waitingOn: 'FUNDER',
    dueAt: '2099-01-01T00:00:00.000Z',
  })
  expect((await life.events(id)).slice(-2)).toEqual(['requirement.responded', 'requirement.responded'])
})

test('keeps an APPROVED submission as it is', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('APPROVED')
  const requirements = [{ kind: 'DOCUMENT', documentClass: 'VOID_CHECK', stage: 'PRE_FUNDING' }]
  await life.moves(life.funder, 'requestInformation', { id, requirements })
  const input = { id: await life.requirementOf(id), text: 'Sent by mail.' }
  expect(await life.moves(life.broker, 'respondToRequirement', input, 'status')).toEqual({
    status: 'RESPONDED',
  })
  expect(await life.read(life.broker, id, 'status')).toEqual({ status: 'APPROVED' })
})

test('VALIDATION_FAILED without text and documents, and for documents of others', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.requirementOf(await life.at('INFO_REQUESTED'))
  const faults = async (input: object) => {
    const answer = await sendMove(life.broker, 'respondToRequirement', { id, ...input })
    return [outcome(answer), ...issues(answer)]
  }
  expect(await faults({})).toEqual(['422 VALIDATION_FAILED', 'text REQUIRED'])
  expect(await faults({ text: ' ' })).toEqual(['422 VALIDATION_FAILED', 'text TOO_SHORT'])
  const documentIds = ['doc_00000000000000000000000000']
  expect(await faults({ documentIds })).toEqual(['422 VALIDATION_FAILED', 'documentIds UNKNOWN_DOCUMENT'])
})

test.each([
  ['404 NOT_FOUND', 'NOT_FOUND'],
  ['409 RELATIONSHIP_NOT_ACTIVE', 'RELATIONSHIP_NOT_ACTIVE'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'respondToRequirement', from: 'INFO_REQUESTED', illegalIn: 'IN_REVIEW' } as const
  expect(
    await provoke(world, code, {
      ...move,
      input: async (life, id) => ({ id: await life.requirementOf(id), text: 'A holiday.' }),
    }),
  ).toBe(expected)
})
