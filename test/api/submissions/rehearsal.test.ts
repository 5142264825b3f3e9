// Rehearsals: tax ids that play a result in DEVELOPMENT, one test for each row of the table, as both sides see it.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { schema } from '@latchkey/schema/schema.ts'
import { REHEARSAL_TAX_IDS } from '@latchkey/schema/submissions/rehearsal/rehearsal-tax-ids.ts'
import { assertInputObjectType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../contracts/source.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

type RehearsalEin = keyof typeof REHEARSAL_TAX_IDS

const RECORD = {
  name: 'Corner Bakery, new oven',
  amount: { amountMinor: 2_500_000 },
  purpose: 'EQUIPMENT',
  owners: [{ firstName: 'Ana', lastName: 'Ruiz' }],
}
const company = (number: string) => ({ legalName: 'Corner Bakery LLC', taxId: { kind: 'EIN', number } })
const SHOWN = `status version waitingOn decisions { outcome reasons }
  offers { status product fundedAmount { amountMinor currency } netAmount { amountMinor } termDays factorRate }
  requirements { kind stage status documentClass months text }`

let world: World
let life: SubmissionLife

beforeAll(async () => {
  world = await createWorld()
  life = await SubmissionLife.open(world)
})
afterAll(() => world[Symbol.asyncDispose]())

async function draft(by: SubmissionLife, number: string): Promise<string> {
  return (await by.moves(by.broker, 'createSubmission', { ...RECORD, company: company(number) })).id
}

/** Submits one, and returns its id and what the broker got. */
async function plays(number: RehearsalEin, by = life) {
  const id = await draft(by, number)
  return { id, answer: await by.moves(by.broker, 'submitSubmission', { id }, SHOWN) }
}

/** The events after the submit: type, actor and data. */
async function eventsAfterSubmit(id: string) {
  const rows = await world.sql(
    'SELECT type, actor_kind, data FROM event WHERE submission_id = $1 ORDER BY id OFFSET 2',
    id,
  )
  for (const { actor_kind, data } of rows) expect([actor_kind, data.rehearsal]).toEqual(['SYSTEM', true])
  return rows.map(({ type }) => type)
}

const NOTHING = { decisions: [], offers: [], requirements: [] }
const approved = { status: 'APPROVED', waitingOn: 'BROKER', requirements: [] }
const offer = { status: 'OFFERED', netAmount: { amountMinor: expect.any(Number) } }

test('00-0000001: APPROVED with one offer, which the broker can accept', async () => {
  const { id, answer } = await plays('00-0000001')
  expect(answer).toMatchObject({ ...approved, version: 4, decisions: [{ outcome: 'APPROVED', reasons: [] }] })
  expect(answer.offers).toEqual([
    {
      ...offer,
      product: 'MCA',
      fundedAmount: { amountMinor: 2_500_000, currency: 'USD' },
      netAmount: { amountMinor: 2_450_000 },
      termDays: 180,
      factorRate: 1.3,
    },
  ])
  for (const by of [life.broker, life.funder]) expect(await life.read(by, id, SHOWN)).toEqual(answer)
  expect(await eventsAfterSubmit(id)).toEqual([
    'submission.review_started',
    'submission.approved',
    'offer.created',
  ])
  const accepted = await life.moves(life.broker, 'acceptOffer', { id: await life.offerOf(id) }, 'status')
  expect(accepted).toEqual({ status: 'ACCEPTED' })
})

test('00-0000002: APPROVED with three offers', async () => {
  const { id, answer } = await plays('00-0000002')
  expect(answer).toMatchObject(approved)
  const products = answer.offers.map(({ product }: { product: string }) => product)
  expect(products.sort()).toEqual(['LINE_OF_CREDIT', 'MCA', 'TERM_LOAN'])
  expect(await life.read(life.broker, id, SHOWN)).toEqual(answer)
  const offers = ['offer.created', 'offer.created', 'offer.created']
  expect(await eventsAfterSubmit(id)).toEqual(['submission.review_started', 'submission.approved', ...offers])
})

test('00-0000003: DECLINED with two reasons', async () => {
  const { id, answer } = await plays('00-0000003')
  const decisions = [{ outcome: 'DECLINED', reasons: ['OVER_LEVERAGED', 'VOLATILE_DEPOSITS'] }]
  expect(answer).toEqual({ ...NOTHING, status: 'DECLINED', version: 3, waitingOn: null, decisions })
  expect(await life.read(life.broker, id, SHOWN)).toEqual(answer)
  expect(await eventsAfterSubmit(id)).toEqual(['submission.declined'])
})

test('00-0000004: INFO_REQUESTED; the answer of the broker leads to IN_REVIEW', async () => {
  const { id, answer } = await plays('00-0000004')
  expect(answer).toMatchObject({ status: 'INFO_REQUESTED', waitingOn: 'BROKER', offers: [] })
  const [requirement] = answer.requirements
  expect(requirement).toMatchObject({
    kind: 'DOCUMENT',
    stage: 'PRE_DECISION',
    status: 'OPEN',
    documentClass: 'BANK_STATEMENT',
    text: expect.stringContaining('Statements'),
  })
  const [{ months }] = await world.sql(
    `SELECT array_agg(to_char(app_now() AT TIME ZONE 'UTC' - make_interval(months => m), 'YYYY-MM')) AS months
     FROM unnest(ARRAY[3, 2, 1]) AS m`,
  )
  expect(requirement.months).toEqual(months)
  expect(await life.read(life.broker, id, SHOWN)).toEqual(answer)
  expect(await eventsAfterSubmit(id)).toEqual(['submission.information_requested', 'requirement.created'])
  const response = { id: await life.requirementOf(id), text: 'They follow by mail.' }
  await life.moves(life.broker, 'respondToRequirement', response, 'status')
  expect(await life.read(life.broker, id, 'status')).toEqual({ status: 'IN_REVIEW' })
})

test('00-0000005: stays SUBMITTED', async () => {
  const { id, answer } = await plays('00-0000005')
  expect(answer).toEqual({ ...NOTHING, status: 'SUBMITTED', version: 2, waitingOn: 'FUNDER' })
  await world.advance('40 days')
  expect(await life.read(life.broker, id, SHOWN)).toEqual(answer)
  expect(await eventsAfterSubmit(id)).toEqual([])
})

test('00-0000006: HELD, which the broker sees as SUBMITTED; a second one is a duplicate', async () => {
  const { id, answer } = await plays('00-0000006')
  expect(answer).toEqual({ ...NOTHING, status: 'SUBMITTED', version: 2, waitingOn: 'FUNDER' })
  expect(await life.read(life.broker, id, SHOWN)).toEqual(answer)
  expect(await life.read(life.funder, id, 'status')).toEqual({ status: 'HELD' })
  expect(await eventsAfterSubmit(id)).toEqual(['submission.held'])
  expect(await life.events(id, { visible: true })).toEqual(['submission.created', 'submission.submitted'])
  const second = await sendMove(life.broker, 'submitSubmission', { id: await draft(life, '00-0000006') })
  expect(outcome(second)).toBe('409 DUPLICATE_SUBMISSION')
  expect(second.body.errors[0].message).toContain(id)
})

test('a rehearsal can be repeated, by two brokers at once too', async () => {
  const other = await life.otherBroker()
  const results = await Promise.all([life, other, life, other].map((by) => plays('00-0000001', by)))
  for (const { id, answer } of results) {
    expect(answer.status).toBe('APPROVED')
    expect(await eventsAfterSubmit(id)).not.toContain('submission.held')
  }
})

test('a rehearsal whose events cannot be written changes nothing', async () => {
  const id = await draft(life, '00-0000002')
  await world.sql(`CREATE FUNCTION no_offers() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.type = 'offer.created' THEN RAISE 'no offers'; END IF; RETURN NEW; END $$`)
  await world.sql('CREATE TRIGGER no_offers BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION no_offers()')
  try {
    expect((await sendMove(life.broker, 'submitSubmission', { id })).status).toBe(500)
  } finally {
    await world.sql('DROP TRIGGER no_offers ON event')
  }
  const selection = 'status version offers { id } decisions { id }'
  const unchanged = { status: 'DRAFT', version: 1, offers: [], decisions: [] }
  expect(await life.read(life.funder, id, selection)).toEqual(unchanged)
  expect(await life.events(id)).toEqual(['submission.created'])
})

test('PRODUCTION refuses each of these tax ids, in createSubmission and updateSubmission', async () => {
  const funder = await life.funder.inEnvironment('PRODUCTION')
  const broker = await funder.broker('production.example')
  const { id } = await broker.latchkey.submissions.create({ name: RECORD.name })
  for (const ein of Object.keys(REHEARSAL_TAX_IDS)) {
    for (const number of [ein, ein.replace('-', '')]) {
      const answers = [
        await sendMove(broker, 'createSubmission', { ...RECORD, company: company(number) }),
        await sendMove(broker, 'updateSubmission', { id, company: company(number) }),
      ]
      for (const answer of answers) {
        expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
        expect(issues(answer)).toEqual(['company.taxId.number REHEARSAL_TAX_ID'])
        expect(JSON.stringify(answer.body)).not.toContain(number)
      }
    }
  }
  const rows = await world.sql("SELECT tax_id_last4 FROM submission WHERE environment = 'PRODUCTION'")
  expect(rows).toEqual([{ tax_id_last4: null }])
})

test('the table in docs/submissions.md and the description of taxId list the same tax ids', async () => {
  const page = await readFile(join(ROOT, 'docs/submissions.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `(00-\d{7})` \| (.+?) \|/gm)].map(([, ein, result]) => [ein, result])
  const known = Object.entries(REHEARSAL_TAX_IDS).map(([ein, { result }]) => [ein, result])
  expect(rows).toEqual(known)
  const { description } = assertInputObjectType(schema.getType('CompanyInput')).getFields()['taxId'] ?? {}
  for (const [ein, result] of known) expect(description).toContain(`\`${ein}\` ${result}`)
})
