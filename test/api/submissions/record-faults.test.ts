// Standard forms and faults of the fields of a submission: what is taken, and what is rejected by path.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

const CREATE = 'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id } }'

let world: World
let broker: BrokerActor

beforeAll(async () => {
  world = await createWorld()
  broker = await (await world.funder()).broker('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

const name = 'Corner Bakery, new oven'
const creates = (input: object) => broker.query(CREATE, { input: { name, ...input } })
const draft = async (input: object) => broker.latchkey.submissions.create({ name, ...input })

describe('standard forms', () => {
  test.each([
    [{ company: { phone: '2125550100' } }, { phone: '+12125550100', phoneExtension: null }],
    [{ company: { phone: '1-212-555-0100 ext. 5' } }, { phone: '+12125550100', phoneExtension: '5' }],
    [{ company: { phone: '\u202a212-555-0100\u202c' } }, { phone: '+12125550100' }],
    [{ company: { phone: '212-555-0100', phoneExtension: 'x12' } }, { phoneExtension: '12' }],
    [{ company: { phone: '+44 (0)20 7946 0958' } }, { phone: '+442079460958' }],
    [{ company: { website: 'HTTP://Corner.Example/Menu' } }, { website: 'http://corner.example/Menu' }],
    [{ company: { website: 'www.corner.example' } }, { website: 'https://www.corner.example' }],
    [
      { company: { taxId: { kind: 'EIN', number: ' 12 3456789 ' } } },
      { taxId: { kind: 'EIN', last4: '6789' } },
    ],
    [
      { company: { taxId: { kind: 'SSN', number: '219–09–9999' } } },
      { taxId: { kind: 'SSN', last4: '9999' } },
    ],
    // An ITIN in the field for an SSN.
    [
      { company: { taxId: { kind: 'SSN', number: '912-78-1234' } } },
      { taxId: { kind: 'ITIN', last4: '1234' } },
    ],
    [{ company: { stateOfIncorporation: ' Washington, D.C. ' } }, { stateOfIncorporation: 'DC' }],
    [{ company: { naics: '72' } }, { naics: '72' }],
    // Text stays text: pages escape it.
    [{ company: { dba: '<script>alert(1)</script>' } }, { dba: '<script>alert(1)</script>' }],
    [{ company: { legalName: 'אפייה בע״מ' } }, { legalName: 'אפייה בע״מ' }],
    [
      { company: { physicalAddress: { postalCode: '10001-1234', country: 'us' } } },
      { physicalAddress: { postalCode: '10001-1234', country: 'US' } },
    ],
  ])('%j', async (input, company) => {
    expect((await draft(input)).company).toMatchObject(company)
  })
})

describe('VALIDATION_FAILED', () => {
  const owner = { firstName: 'Ana', lastName: 'Ruiz' }
  const company = (field: string, value: unknown) => ({ company: { [field]: value } })
  const ofOwner = (fields: object) => ({ owners: [{ ...owner, ...fields }] })
  const ein = (number: string) => company('taxId', { kind: 'EIN', number })
  const ssn = (number: string) => company('taxId', { kind: 'SSN', number })
  const itin = (number: string) => company('taxId', { kind: 'ITIN', number })
  const address = (fields: object) => company('physicalAddress', fields)
  test.each([
    [ein('12-345678'), ['company.taxId.number INVALID_EIN']],
    [ein('12345678O'), ['company.taxId.number INVALID_EIN']],
    ...['000-12-3456', '666-12-3456', '900-12-3456', '219-00-9999', '219-09-0000', '21909999'].map(
      (number): [object, string[]] => [ssn(number), ['company.taxId.number INVALID_SSN']],
    ),
    ...['912-49-1234', '912-66-1234', '912-89-1234', '912-93-1234', '219-09-9999'].map(
      (number): [object, string[]] => [itin(number), ['company.taxId.number INVALID_ITIN']],
    ),
    [company('phone', '555-0100'), ['company.phone INVALID_PHONE']],
    [company('phone', '012-555-0100'), ['company.phone INVALID_PHONE']],
    [company('phone', '212-555-0100 or 212-555-0101'), ['company.phone INVALID_PHONE']],
    [company('phoneExtension', '12'), ['company.phoneExtension PHONE_REQUIRED']],
    [
      { company: { phone: '212-555-0100', phoneExtension: '12a' } },
      ['company.phoneExtension INVALID_EXTENSION'],
    ],
    [
      { company: { phone: '212-555-0100 x1', phoneExtension: '2' } },
      ['company.phoneExtension CONFLICTING_EXTENSION'],
    ],
    [company('website', 'none'), ['company.website INVALID_URL']],
    [company('website', 'ana@corner.example'), ['company.website INVALID_URL']],
    [company('website', 'ftp://corner.example'), ['company.website INVALID_URL']],
    [company('naics', '3118112'), ['company.naics INVALID_NAICS']],
    [company('naics', '44-45'), ['company.naics INVALID_NAICS']],
    [company('stateOfIncorporation', 'Ontario'), ['company.stateOfIncorporation INVALID_STATE']],
    [address({ state: 'ZZ' }), ['company.physicalAddress.state INVALID_STATE']],
    [address({ postalCode: '2134' }), ['company.physicalAddress.postalCode INVALID_ZIP']],
    [address({ country: 'Atlantis' }), ['company.physicalAddress.country INVALID_COUNTRY']],
    [company('annualRevenue', { amountMinor: -1 }), ['company.annualRevenue.amountMinor NEGATIVE']],
    [
      { amount: { amountMinor: 1 }, ...company('monthlyRevenue', { amountMinor: 1, currency: 'EUR' }) },
      ['company.monthlyRevenue.currency MIXED_CURRENCIES'],
    ],
    [ofOwner({ creditScore: 299 }), ['owners.0.creditScore INVALID_CREDIT_SCORE']],
    [ofOwner({ creditScore: 851 }), ['owners.0.creditScore INVALID_CREDIT_SCORE']],
    [ofOwner({ dateOfBirth: '2015-01-01' }), ['owners.0.dateOfBirth UNDER_18']],
    [ofOwner({ dateOfBirth: '1880-01-01' }), ['owners.0.dateOfBirth OVER_120']],
    [ofOwner({ signedOn: '2999-01-01' }), ['owners.0.signedOn IN_THE_FUTURE']],
    [ofOwner({ signedOn: '2024-01-01', hasSigned: false }), ['owners.0.signedOn NOT_SIGNED']],
    [ofOwner({ ssn: '000-12-3456' }), ['owners.0.ssn INVALID_SSN']],
    [ofOwner({ middleName: 'a\nb' }), ['owners.0.middleName CONTROL_CHARACTERS']],
    [
      {
        owners: [
          { ...owner, ssn: '219-09-9999' },
          { ...owner, ssn: '219099999' },
        ],
      },
      ['owners.1.ssn DUPLICATE_OWNER'],
    ],
    [{ purposeNote: 'x'.repeat(10_001) }, ['purposeNote TOO_LONG']],
    [{ purposeNote: 'a\u0007b' }, ['purposeNote CONTROL_CHARACTERS']],
    [{ sourceNotes: '' }, ['sourceNotes TOO_SHORT']],
    [{ sourceName: 'a\u202eb' }, ['sourceName BIDI_CONTROLS']],
    [{ sourceEmail: 'x' }, ['sourceEmail INVALID_EMAIL']],
    [{ meta: Array.from({ length: 21 }, (_, n) => ({ key: `k${n}`, value: '' })) }, ['meta TOO_MANY_KEYS']],
    [{ meta: [{ key: 'k'.repeat(65), value: '' }] }, ['meta.0.key TOO_LONG']],
    [{ meta: [{ key: '', value: '' }] }, ['meta.0.key TOO_SHORT']],
    [{ meta: [{ key: 'k', value: 'v'.repeat(257) }] }, ['meta.0.value TOO_LONG']],
    [
      { meta: Array.from({ length: 17 }, (_, n) => ({ key: `k${n}`, value: 'v'.repeat(256) })) },
      ['meta TOO_LARGE'],
    ],
    [
      {
        meta: [
          { key: 'k', value: 'a' },
          { key: ' k', value: 'b' },
        ],
      },
      ['meta.1.key DUPLICATE_KEY'],
    ],
  ])('%j', async (input, expected) => {
    const answer = await creates(input)
    expect([outcome(answer), ...issues(answer)]).toEqual(['422 VALIDATION_FAILED', ...expected])
  })

  test('one response names every fault, and quotes none of the values', async () => {
    const answer = await creates({
      name: 'short',
      company: {
        taxId: { kind: 'EIN', number: '98-765432' },
        phone: '98-765432',
        physicalAddress: { state: '98-765432', postalCode: '98-765432' },
      },
      sourceEmail: '98-765432',
      owners: [{ ...owner, ssn: '666-12-3456', dateOfBirth: '2020-01-01' }],
    })
    expect(issues(answer)).toEqual([
      'name TOO_SHORT',
      'company.phone INVALID_PHONE',
      'company.taxId.number INVALID_EIN',
      'company.physicalAddress.state INVALID_STATE',
      'company.physicalAddress.postalCode INVALID_ZIP',
      'sourceEmail INVALID_EMAIL',
      'owners.0.dateOfBirth UNDER_18',
      'owners.0.ssn INVALID_SSN',
    ])
    expect(JSON.stringify(answer.body)).not.toMatch(/98-765432|666-12-3456/)
  })
})
