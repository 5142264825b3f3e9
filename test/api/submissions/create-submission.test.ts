// createSubmission, response by response.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor, Funder, KeyHolder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder
let broker: BrokerActor

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  broker = await funder.broker('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

const CREATE = `mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) {
  id name externalReference status version purpose amount { amountMinor currency }
  company { legalName dba email phone website entityType stateOfIncorporation startDate naics }
  owners { firstName lastName title email mobilePhone ownershipPercent }
  relationship { broker { domains } }
} }`

const creates = (input: object) =>
  broker.query(CREATE, { input: { name: 'Corner Bakery, new oven', ...input } })

describe('success', () => {
  test('creates a draft from a name alone', async () => {
    expect((await creates({ name: '  Ten chars ' + 'x ' })).body.data.createSubmission).toEqual({
      id: expect.stringMatching(/^sub_[0-9a-z]{26}$/),
      name: 'Ten chars x',
      externalReference: null,
      status: 'DRAFT',
      version: 1,
      purpose: null,
      amount: null,
      company: {
        legalName: null,
        dba: null,
        email: null,
        phone: null,
        website: null,
        entityType: null,
        stateOfIncorporation: null,
        startDate: null,
        naics: null,
      },
      owners: [],
      relationship: { broker: { domains: ['bee.example'] } },
    })
  })

  test('returns every field in canonical form', async () => {
    const input = {
      name: '日本料理の店、厨房設備の更新',
      externalReference: 'deal-1',
      company: {
        legalName: 'Corner Bakery LLC',
        dba: '<script>alert(1)</script>',
        email: 'info@corner.example',
        phone: '(212) 555-0100',
        website: 'https://corner.example/',
        entityType: 'LLC',
        stateOfIncorporation: 'ny',
        startDate: '2019-02-28',
        naics: '311811',
      },
      amount: { amountMinor: 9_007_199_254_740_991 },
      purpose: 'EQUIPMENT',
      owners: [
        {
          firstName: 'Ana',
          lastName: 'Ruiz',
          title: 'Owner',
          email: 'ana@corner.example',
          mobilePhone: '+34 600 123 456',
          ownershipPercent: 66.67,
        },
        { firstName: 'Bo', lastName: 'Lind', ownershipPercent: 33.33 },
      ],
    }
    expect((await creates(input)).body.data.createSubmission).toMatchObject({
      ...input,
      company: { ...input.company, phone: '+12125550100', stateOfIncorporation: 'NY' },
      amount: { amountMinor: 9_007_199_254_740_991, currency: 'USD' },
      owners: [
        { ...input.owners[0], mobilePhone: '+34600123456' },
        { ...input.owners[1], title: null, email: null, mobilePhone: null },
      ],
    })
  })

  test('works through the SDK', async () => {
    const submission = await broker.latchkey.submissions.create({
      name: 'Keller Freight, two trucks',
      amount: { amountMinor: 100 },
    })
    expect(await broker.latchkey.submissions.get(submission.id)).toMatchObject(submission)
  })
})

describe('VALIDATION_FAILED', () => {
  const owner = { firstName: 'Ana', lastName: 'Ruiz' }
  test.each([
    [{ name: 'Nine char' }, ['name TOO_SHORT']],
    [{ name: ' '.repeat(20) }, ['name TOO_SHORT']],
    [{ name: '👍'.repeat(9) }, ['name TOO_SHORT']],
    [{ name: 'x'.repeat(201) }, ['name TOO_LONG']],
    [{ name: 'Corner\u0007Bakery' }, ['name CONTROL_CHARACTERS']],
    [{ externalReference: '' }, ['externalReference TOO_SHORT']],
    [{ externalReference: 'x'.repeat(141) }, ['externalReference TOO_LONG']],
    [{ amount: { amountMinor: 0 } }, ['amount.amountMinor NOT_POSITIVE']],
    [{ amount: { amountMinor: -5 } }, ['amount.amountMinor NOT_POSITIVE']],
    [{ amount: { amountMinor: 5, currency: 'usd' } }, ['amount.currency INVALID_CURRENCY']],
    [{ amount: { amountMinor: 5, currency: 'ZZZ' } }, ['amount.currency INVALID_CURRENCY']],
    [{ company: { email: 'x' } }, ['company.email INVALID_EMAIL']],
    [{ company: { phone: '123' } }, ['company.phone INVALID_PHONE']],
    [{ company: { website: 'javascript:alert(1)' } }, ['company.website INVALID_URL']],
    [{ company: { website: 'https://user:password@corner.example' } }, ['company.website INVALID_URL']],
    [{ company: { stateOfIncorporation: 'ZZ' } }, ['company.stateOfIncorporation INVALID_STATE']],
    [{ company: { startDate: '2999-01-01' } }, ['company.startDate IN_THE_FUTURE']],
    [{ company: { naics: '1' } }, ['company.naics INVALID_NAICS']],
    [{ owners: Array.from({ length: 11 }, () => owner) }, ['owners TOO_MANY_OWNERS']],
    [{ owners: [{ ...owner, firstName: ' ' }] }, ['owners.0.firstName TOO_SHORT']],
    [
      { owners: [{ ...owner, ownershipPercent: 100.5 }] },
      ['owners.0.ownershipPercent INVALID_PERCENT', 'owners OVER_100_PERCENT'],
    ],
    [{ owners: [{ ...owner, ownershipPercent: 33.333 }] }, ['owners.0.ownershipPercent INVALID_PERCENT']],
    [
      {
        owners: [
          { ...owner, ownershipPercent: 60 },
          { ...owner, ownershipPercent: 40.01 },
        ],
      },
      ['owners OVER_100_PERCENT'],
    ],
    [{ name: '', amount: { amountMinor: 0 } }, ['name TOO_SHORT', 'amount.amountMinor NOT_POSITIVE']],
  ])('%j', async (input, expected) => {
    const before = await world.sql('SELECT count(*) FROM submission')
    const answer = await creates(input)
    expect([outcome(answer), ...issues(answer)]).toEqual(['422 VALIDATION_FAILED', ...expected])
    expect(await world.sql('SELECT count(*) FROM submission')).toEqual(before)
  })
})

describe('returns 400 for values of the wrong type without repeating the value', () => {
  test.each([
    { amount: { amountMinor: 12.5 } },
    { amount: { amountMinor: '999-99-9999' } },
    { company: { startDate: '2023-02-30' } },
    { company: { startDate: '999-99-9999' } },
    { company: { taxId: '12-3456789' } },
    { owners: [{ firstName: 'Ana', lastName: 'Ruiz', ssn: 999_99_9999 }] },
    { purpose: '999-99-9999' },
    { unknownField: '999-99-9999' },
    { name: 42 },
    { name: null },
  ])('%j', async (input) => {
    const answer = await creates(input)
    expect(outcome(answer)).toMatch(/^(200|400) BAD_REQUEST$/)
    expect(answer.body.data).toBeUndefined()
    expect(JSON.stringify(answer.body)).not.toMatch(/999-99-9999|999999999|12-3456789|2023-02-30/)
  })
})

describe('REFERENCE_EXISTS', () => {
  test('a reference is unique per broker; another broker can use the same one', async () => {
    const { id } = (await creates({ externalReference: 'mine' })).body.data.createSubmission
    const again = await creates({ externalReference: 'mine' })
    expect(outcome(again)).toBe('409 REFERENCE_EXISTS')
    expect(again.body.errors[0].message).toContain(id)
    const other = await funder.broker('other.example')
    expect(
      outcome(
        await other.query(CREATE, { input: { name: 'Corner Bakery, new oven', externalReference: 'mine' } }),
      ),
    ).toBe('200')
  })

  test('of twenty concurrent requests with one reference, one succeeds', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => creates({ externalReference: 'raced' })),
    )
    expect(answers.map(outcome).sort()).toEqual(['200', ...Array(19).fill('409 REFERENCE_EXISTS')])
  })
})

describe('relationshipId', () => {
  const named = async (who: KeyHolder | Person, relationshipId?: string) =>
    who.query(CREATE, { input: { name: 'Corner Bakery, new oven', relationshipId } })

  test('sessions, USER keys and TIERED keys must set it; a BROKER key may omit it', async () => {
    const { id } = (await broker.latchkey.viewer()).relationship!
    for (const who of [
      await funder.logsIn({ role: 'UNDERWRITER' }),
      await funder.user({ role: 'ADMIN' }),
      await funder.tieredKey('PUBLIC', ['SUBMISSIONS']),
      broker,
    ]) {
      const answer = await named(who, id)
      expect(outcome(answer)).toBe('200')
      const made = answer.body.data.createSubmission.id
      expect((await broker.latchkey.submissions.get(made)).id).toBe(made)
    }
    const answer = await named(funder)
    expect(issues(answer)).toEqual(['relationshipId REQUIRED'])
  })

  test('returns 404 NOT_FOUND for unknown relationships and those of others', async () => {
    const other = await (await world.funder()).broker('elsewhere.example')
    const theirs = (await other.latchkey.viewer()).relationship!.id
    const neighbour = await funder.broker('neighbour.example')
    const neighbours = (await neighbour.latchkey.viewer()).relationship!.id
    for (const id of [theirs, 'rel_00000000000000000000000000', 'nonsense'])
      expect(outcome(await named(funder, id))).toBe('404 NOT_FOUND')
    expect(outcome(await named(broker, neighbours))).toBe('404 NOT_FOUND')
  })

  test('returns 409 RELATIONSHIP_NOT_ACTIVE if the relationship is paused or ended', async () => {
    const theirs = await funder.broker('paused.example')
    const { id } = (await theirs.latchkey.viewer()).relationship!
    await funder.latchkey.relationships.pause(id)
    expect(outcome(await named(funder, id))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
    await funder.latchkey.relationships.end(id)
    expect(outcome(await named(funder, id))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
  })
})
