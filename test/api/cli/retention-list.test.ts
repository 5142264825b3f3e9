// retention list and the doctor's check: what is due for erasure, without personal data.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { SubmissionLife } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'
import { admin, adminJson } from './run-cli.ts'

let world: World
let there: Record<string, string>
let life: SubmissionLife
let draft: string
let held: string
let declined: string

beforeAll(async () => {
  world = await createWorld({ workers: false })
  there = { DATABASE_URL: world.databaseUrl, RETENTION_DRAFT_DAYS: '10', RETENTION_CLOSED_MONTHS: '0' }
  life = await SubmissionLife.open(world)
  draft = await life.draft()
  held = await life.draft()
  declined = await life.at('DECLINED')
  await life.moves(life.funder, 'setLegalHold', { id: held, reason: 'Lawsuit.' })
})
afterAll(() => world[Symbol.asyncDispose]())

test('lists what is due within some days, with reason and time, and what is held', async () => {
  const funder = { id: life.funder.id, name: 'Harbor Street Capital' }
  const row = { environment: 'DEVELOPMENT', funder }
  const hold = { ...row, id: held, status: 'DRAFT', reason: 'LEGAL_HOLD', dueAt: null }
  const due = { ...row, id: draft, status: 'DRAFT', reason: 'UNCHANGED_DRAFT', dueAt: expect.any(String) }
  expect(await adminJson(there, 'retention', 'list', '--days', '9')).toEqual({
    submissions: [hold],
    next: null,
  })
  expect(await adminJson(there, 'retention', 'list', '--limit', '1')).toEqual({
    submissions: [due],
    next: draft,
  })
  const { out } = await admin({ ...there, RETENTION_CLOSED_MONTHS: '1' }, 'retention', 'list', '--days', '40')
  const lines = out.split('\n').map((line) => line.replace(/\s{2,}/g, ' | '))
  expect(lines).toEqual([
    'ID | REASON | DUE | STATUS | ENVIRONMENT | FUNDER',
    expect.stringMatching(`^${draft} \\| UNCHANGED_DRAFT \\| 20.+ \\| DRAFT \\| DEVELOPMENT \\| Harbor`),
    expect.stringMatching(`^${held} \\| LEGAL_HOLD \\| - \\| DRAFT \\| DEVELOPMENT \\| Harbor`),
    expect.stringMatching(`^${declined} \\| CLOSED \\| 20.+ \\| DECLINED \\| DEVELOPMENT \\| Harbor`),
    '',
  ])
  expect(out).not.toMatch(/Bakery|Ruiz/)
  expect(await adminJson(there, 'retention', 'list', '--days', 'all')).toMatchObject({
    issues: [{ path: 'days', code: 'OUT_OF_RANGE' }],
  })
})

test('doctor reports submissions that should have been erased', async () => {
  await world.advance('12 days')
  const { out } = await admin(there, 'doctor', '--json')
  const { findings }: { findings: { check: string; message: string; ok: boolean }[] } = JSON.parse(out)
  expect(findings.find(({ check }) => check === 'retention')).toMatchObject({
    ok: false,
    message: expect.stringMatching(/^1 submissions should have been erased/),
  })
})
