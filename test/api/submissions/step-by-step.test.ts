// A submission step by step: create by name, details in several requests, twelve files at once, submit.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { sample, statementOf } from '../../support/files/samples.ts'
import { completes, sendsBytes } from '../../support/files/uploads.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('by name, details in several requests, twelve files with a result for each, submit', async () => {
  const life = await SubmissionLife.open(world)
  const { broker, funder } = life
  const short = await sendMove(broker, 'createSubmission', { name: 'Nine char' })
  expect([outcome(short), ...issues(short)]).toEqual(['422 VALIDATION_FAILED', 'name TOO_SHORT'])
  const { id } = await life.moves(broker, 'createSubmission', { name: 'Ten chars.' })
  const missing = 'readiness { missing { path } }'
  const details = [
    { company: { legalName: 'Corner Bakery LLC' } },
    { company: { taxId: { kind: 'EIN', number: '12-3456789' }, phone: '(212) 555-0100' } },
    { amount: { amountMinor: 2_500_000 }, purpose: 'EQUIPMENT' },
    { owners: [{ firstName: 'Ana', lastName: 'Ruiz' }] },
  ]
  const left: number[] = []
  for (const detail of details) {
    const { readiness } = await life.moves(broker, 'updateSubmission', { id, ...detail }, missing)
    left.push(readiness.missing.length)
  }
  expect(left).toEqual([4, 3, 1, 0])

  const months = Array.from({ length: 9 }, (_, index) => `2026-0${index + 1}`)
  const files: [name: string, bytes: Buffer][] = [
    ...months.map((month): [string, Buffer] => [`statement ${month}.pdf`, statementOf(month)]),
    ['again.pdf', statementOf('2026-01')],
    ['program.pdf', Buffer.from('MZ\x90\x00 not a statement')],
    ['locked.pdf', sample('user-password-r4.pdf')],
  ]
  expect(files).toHaveLength(12)
  const results = await Promise.all(
    files.map(async ([fileName, bytes]) => {
      const uploadId = await sendsBytes(broker, id, bytes, { fileName, class: 'BANK_STATEMENT' })
      const answer = await completes(broker, uploadId)
      return [fileName, issues(answer)[0] ?? answer.body.data.completeDocumentUpload.status]
    }),
  )
  const twins = results.filter(([name]) => name === 'again.pdf' || name === 'statement 2026-01.pdf')
  expect(twins.map(([, result]) => result).sort()).toEqual(['UPLOADED', 'uploadId DUPLICATE_FILE'])
  expect(results.filter((one) => !twins.includes(one))).toEqual([
    ...months.slice(1).map((month) => [`statement ${month}.pdf`, 'UPLOADED']),
    ['program.pdf', expect.stringMatching(/^\S+ FILE_TYPE_/)],
    ['locked.pdf', expect.stringMatching(/ FILE_ENCRYPTED$/)],
  ])

  expect(await life.moves(broker, 'submitSubmission', { id }, 'status')).toEqual({ status: 'SUBMITTED' })
  const { documents } = await life.read(funder, id, 'documents(first: 20) { nodes { fileName status } }')
  expect(documents.nodes).toHaveLength(9)
})
