// setLegalHold, response by response.

import { sweepUploads } from '@latchkey/server/storage/sweep-uploads.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statementOf } from '../../support/files/samples.ts'
import { uploads } from '../../support/files/uploads.ts'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('the funder sees the hold and its reason; the broker sees no trace of it', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('DECLINED')
  const shown = 'version updatedAt legalHold timeline { nodes { type } }'
  const before = await life.read(life.broker, id, shown)
  const selection = 'legalHold notes { nodes { text } }'
  expect(
    await life.moves(life.funder, 'setLegalHold', { id, reason: 'Lawsuit.\nAsk Ida.' }, selection),
  ).toEqual({
    legalHold: true,
    notes: { nodes: [{ text: 'Lawsuit.\nAsk Ida.' }] },
  })
  expect(before.legalHold).toBeNull()
  expect(await life.read(life.broker, id, shown)).toEqual(before)
  expect((await life.events(id)).at(-1)).toBe('submission.legal_hold_set')
})

test('the content of a removed document stays until the hold is released', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.draft()
  const documentId = await uploads(life.broker, id, statementOf('evidence'))
  const [{ storage_key: key }] = await world.sql('SELECT storage_key FROM document WHERE id = $1', documentId)
  const sweep = () => sweepUploads({ prisma: world.database.prisma, store: world.blobs })
  await life.moves(life.funder, 'setLegalHold', { id, reason: 'Lawsuit.' })
  await life.moves(life.broker, 'removeDocument', { id: documentId }, 'status')
  await sweep()
  expect(await world.blobs.size(key)).toBeGreaterThan(0)
  await life.moves(life.funder, 'releaseLegalHold', { id, reason: 'Settled.' })
  await sweep()
  expect(await world.blobs.size(key)).toBeNull()
})

test('a hold that is set while the sweep runs keeps the content', async () => {
  const life = await SubmissionLife.open(world)
  const removed = async () => {
    const id = await life.draft()
    const documentId = await uploads(life.broker, id, statementOf('swept or kept'))
    await life.moves(life.broker, 'removeDocument', { id: documentId }, 'status')
    const [{ storage_key: key }] = await world.sql(
      'SELECT storage_key FROM document WHERE id = $1',
      documentId,
    )
    return { id, key: String(key) }
  }
  const documents = [await removed(), await removed()]
  let kept: (typeof documents)[number] | undefined
  // Before the first deletion, the other submission gets a hold: the sweep has read both documents already.
  const store = {
    ...world.blobs,
    async delete(keys: readonly string[]) {
      if (kept === undefined) {
        kept = documents.find(({ key }) => !keys.includes(key))
        await life.moves(life.funder, 'setLegalHold', { id: kept?.id, reason: 'Lawsuit.' })
      }
      await world.blobs.delete(keys)
    },
  }
  expect((await sweepUploads({ prisma: world.database.prisma, store })).documents).toBe(1)
  for (const document of documents)
    expect((await world.blobs.size(document.key)) !== null).toBe(document === kept)
})

test('SQL cannot erase under a hold', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('WITHDRAWN')
  await life.moves(life.funder, 'setLegalHold', { id, reason: 'Lawsuit.' })
  await expect(world.sql('UPDATE submission SET erased_at = app_now() WHERE id = $1', id)).rejects.toThrow(
    /submission_hold_keeps_data/,
  )
})

test('VALIDATION_FAILED without a reason, ILLEGAL_TRANSITION under a hold, FORBIDDEN for an UNDERWRITER', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('DRAFT')
  const sets = async (reason: string, who: Parameters<typeof sendMove>[0] = life.funder) =>
    outcome(await sendMove(who, 'setLegalHold', { id, reason }))
  expect(await sets(' ')).toBe('422 VALIDATION_FAILED')
  expect(await sets('Mine.', await life.funder.logsIn({ role: 'UNDERWRITER' }))).toBe('403 FORBIDDEN')
  expect(await sets('Lawsuit.')).toBe('200')
  expect(await sets('Another lawsuit.')).toBe('409 ILLEGAL_TRANSITION')
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'setLegalHold', from: 'DRAFT', illegalIn: 'DRAFT' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id, reason: 'Lawsuit.' }) })).toBe(
    expected,
  )
})
