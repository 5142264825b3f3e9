// The record of a submission: every field, in standard form, through create, update and the SDK.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'
import { GIVEN, STORED } from './full-record.ts'

const CREATE = 'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id } }'
const UPDATE = 'mutation ($input: UpdateSubmissionInput!) { updateSubmission(input: $input) { id } }'

let world: World
let funder: Funder
let broker: BrokerActor

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  broker = await funder.broker('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

const creates = (input: object) =>
  broker.query(CREATE, { input: { name: 'Corner Bakery, new oven', ...input } })
const draft = async (input: object = {}) =>
  broker.latchkey.submissions.create({ name: 'Corner Bakery, new oven', ...input })

test('createSubmission takes every field as CRMs write it, and returns its standard form', async () => {
  const created = await broker.latchkey.submissions.create(GIVEN)
  expect(created).toMatchObject(STORED)
  expect(await broker.latchkey.submissions.get(created.id)).toMatchObject(created)
  expect(await funder.latchkey.submissions.get(created.id)).toMatchObject(STORED)
})

describe('updateSubmission', () => {
  test('sets every field of an empty draft, and clears every field with null', async () => {
    const { id } = await draft()
    const { name, ...given } = GIVEN
    const changed = await broker.latchkey.submissions.update(id, { ...given, externalReference: 'deal-10' })
    expect(changed).toMatchObject({ ...STORED, externalReference: 'deal-10', version: 2 })
    const nothing = Object.fromEntries(Object.keys(given).map((field) => [field, null]))
    const cleared = await broker.latchkey.submissions.update(id, nothing)
    expect(cleared).toEqual({
      ...(await draft()),
      id,
      version: 3,
      createdAt: cleared.createdAt,
      updatedAt: cleared.updatedAt,
      statusChangedAt: cleared.statusChangedAt,
    })
    const company = Object.fromEntries(Object.keys(given.company).map((field) => [field, null]))
    await broker.latchkey.submissions.update(id, { company: given.company })
    expect((await broker.latchkey.submissions.update(id, { company })).company).toEqual(cleared.company)
  })

  test('keeps what it omits: company fields, and fields of owners that it names by id', async () => {
    const { externalReference, ...given } = GIVEN
    const created = await broker.latchkey.submissions.create(given)
    const [ana, bo] = created.owners
    const changed = await broker.latchkey.submissions.update(created.id, {
      company: { phone: '+1 212 555 0199', dba: null },
      owners: [
        { id: bo!.id, firstName: 'Bo', lastName: 'Lind', title: 'CFO' },
        { id: ana!.id, firstName: 'Ana', lastName: 'Ruiz', suffix: null },
      ],
    })
    expect(changed.company).toEqual({
      ...created.company,
      phone: '+12125550199',
      phoneExtension: null,
      dba: null,
    })
    expect(changed.owners).toEqual([
      { ...bo, title: 'CFO' },
      { ...ana, suffix: null },
    ])
    const numbers = await world.sql(
      'SELECT ssn_hash IS NOT NULL AND ssn_cipher IS NOT NULL AS kept FROM owner WHERE submission_id = $1',
      created.id,
    )
    expect(numbers).toEqual([{ kept: true }, { kept: true }])
  })

  test('rejects unknown and repeated owner ids, and the same person twice', async () => {
    const { id, owners } = await draft({ owners: [GIVEN.owners[0]] })
    const other = await draft({ owners: [GIVEN.owners[1]] })
    const person = { firstName: 'Cy', lastName: 'Moss' }
    const updates = (list: object[]) => broker.query(UPDATE, { input: { id, owners: list } })
    const own = owners[0]!.id
    expect(issues(await updates([{ ...person, id: other.owners[0]!.id }]))).toEqual([
      'owners.0.id UNKNOWN_OWNER',
    ])
    expect(
      issues(
        await updates([
          { ...person, id: own },
          { ...person, id: own },
        ]),
      ),
    ).toEqual(['owners.1.id DUPLICATE_OWNER', 'owners.1.ssn DUPLICATE_OWNER', 'owners OVER_100_PERCENT'])
    expect(
      issues(
        await updates([
          { ...person, id: own },
          { ...person, ssn: '219 09 9999' },
        ]),
      ),
    ).toEqual(['owners.1.ssn DUPLICATE_OWNER'])
    expect(issues(await creates({ owners: [{ ...person, id: own }] }))).toEqual(['owners.0.id UNKNOWN_OWNER'])
  })

  test('all amounts have one currency, also those that are already stored', async () => {
    const { id } = await draft({ company: { annualRevenue: { amountMinor: 5 } } })
    const updates = (changes: object) => broker.query(UPDATE, { input: { id, ...changes } })
    const amount = { amountMinor: 5, currency: 'EUR' }
    const rejected = await updates({ amount })
    expect(issues(rejected)).toEqual(['amount.currency MIXED_CURRENCIES'])
    expect(rejected.body.errors[0].message).toContain('`company.annualRevenue` is in USD')
    expect(outcome(await updates({ amount, company: { annualRevenue: amount } }))).toBe('200')
    expect(outcome(await updates({ amount: null, company: { annualRevenue: { amountMinor: 0 } } }))).toBe(
      '200',
    )
  })
})

describe('warnings and readiness', () => {
  const codes = (submission: { warnings: readonly { path: string; code: string }[] }) =>
    submission.warnings.map(({ path, code }) => `${path} ${code}`)

  test('warns of values that are valid but probably wrong', async () => {
    const revenue = (annual: number, monthly: number) => ({
      company: { annualRevenue: { amountMinor: annual }, monthlyRevenue: { amountMinor: monthly } },
    })
    const owner = { firstName: 'Ana', lastName: 'Ruiz' }
    expect(codes(await draft({ company: { taxId: { kind: 'EIN', number: '07-3456789' } } }))).toEqual([
      'company.taxId UNKNOWN_EIN_PREFIX',
    ])
    expect(codes(await draft(revenue(3_601, 100)))).toEqual(['company.annualRevenue INCONSISTENT_REVENUE'])
    expect(codes(await draft(revenue(399, 100)))).toEqual(['company.annualRevenue INCONSISTENT_REVENUE'])
    expect(codes(await draft(revenue(3_600, 100)))).toEqual([])
    expect(codes(await draft(revenue(400, 100)))).toEqual([])
    expect(codes(await draft({ owners: [{ ...owner, ownershipPercent: 99.99 }, owner] }))).toEqual([
      'owners OWNERSHIP_BELOW_100',
    ])
    expect(codes(await draft({ owners: [owner] }))).toEqual([])
  })

  test('readiness lists what is missing to submit, step by step', async () => {
    const { id, readiness } = await draft()
    expect(readiness).toEqual({
      isReady: false,
      missing: ['company.legalName', 'company.taxId', 'amount', 'purpose', 'owners'].map((path) => ({
        path,
        code: 'REQUIRED',
        message: expect.stringMatching(/\.$/),
      })),
    })
    const { company, amount, purpose, owners } = GIVEN
    const steps = [
      { company: { legalName: company.legalName } },
      { company: { taxId: company.taxId } },
      { amount },
    ]
    for (const step of [...steps, { purpose }]) await broker.latchkey.submissions.update(id, step)
    const almost = await broker.latchkey.submissions.get(id)
    expect(almost.readiness.missing.map(({ path }) => path)).toEqual(['owners'])
    const ready = await broker.latchkey.submissions.update(id, { owners })
    expect(ready.readiness).toEqual({ isReady: true, missing: [] })
  })
})

test('source is MANUAL for a user in a session and API for keys', async () => {
  const { id: relationshipId } = (await broker.latchkey.viewer()).relationship!
  const una = await funder.logsIn({ role: 'UNDERWRITER' })
  const create = `mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { source } }`
  const input = { name: 'Corner Bakery, new oven', relationshipId }
  expect((await una.query(create, { input })).body.data.createSubmission.source).toBe('MANUAL')
  expect((await funder.query(create, { input })).body.data.createSubmission.source).toBe('API')
})

test('finds the same tax id in other submissions by its hash, and separates the kinds', async () => {
  const hashOf = async (kind: string, number: string) => {
    const { id } = await draft({ company: { taxId: { kind, number } } })
    const [{ hash }] = await world.sql(
      "SELECT encode(tax_id_hash, 'hex') AS hash FROM submission WHERE id = $1",
      id,
    )
    return hash
  }
  const ein = await hashOf('EIN', '21-9099999')
  expect(await hashOf('EIN', '219099999')).toBe(ein)
  expect(await hashOf('SSN', '219-09-9999')).not.toBe(ein)
  const [{ sealed }] = await world.sql(
    'SELECT count(DISTINCT tax_id_cipher)::int AS sealed FROM submission WHERE encode(tax_id_hash, $1) = $2',
    'hex',
    ein,
  )
  expect(sealed).toBe(2)
})
