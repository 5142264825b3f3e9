// Numbers and times that can't be stored exactly, and invalid times, are rejected, not rounded.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
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

const CREATE = `mutation ($input: CreateSubmissionInput!) {
  createSubmission(input: $input) { amount { amountMinor } owners { ownershipPercent } } }`

const creates = (input: object) => broker.query(CREATE, { input: { name: 'Corner Bakery', ...input } })
const share = (ownershipPercent: unknown) =>
  creates({ owners: [{ firstName: 'Ana', lastName: 'Ruiz', ownershipPercent }] })

test.each([1e-10, 1e-7, 0.001, 33.333, 99.999999, 50.000000001, -1e-10, 100.0000001, 5e-324])(
  'rejects an ownership of %d',
  async (percent) => {
    expect(issues(await share(percent))).toEqual(['owners.0.ownershipPercent INVALID_PERCENT'])
  },
)

test('returns an accepted ownership as it was sent', async () => {
  const percent = fc.oneof(
    fc.integer({ min: 0, max: 10_000 }).map((points) => points / 100),
    fc.integer({ min: 0, max: 10_000 }).map((points) => Number((points / 100).toFixed(2))),
    fc.double({ min: 0, max: 100, noNaN: true }),
  )
  await fc.assert(
    fc.asyncProperty(percent, async (sent) => {
      const answer = await share(sent)
      if (outcome(answer) === '200')
        expect(answer.body.data.createSubmission.owners[0].ownershipPercent + 0).toBe(sent + 0)
      else expect(issues(answer)).toEqual(['owners.0.ownershipPercent INVALID_PERCENT'])
    }),
    { numRuns: 60 },
  )
  for (const exact of [0, 0.01, 0.07, 0.29, 33.33, 57.29, 99.99, 100])
    expect(outcome(await share(exact))).toBe('200')
})

test.each([
  '9007199254740992',
  '9007199254740993',
  '-9007199254740993',
  '1.5',
  '1e400',
  '1.00000000000000000001',
  '100.0',
  '"100"',
  'true',
])('rejects the amount literal %s in the document', async (amount) => {
  const answer = await broker.query(
    `mutation { createSubmission(input: { name: "Corner Bakery", amount: { amountMinor: ${amount} } }) { id } }`,
  )
  expect(outcome(answer)).toMatch(/BAD_REQUEST$/)
})

test.each([9_007_199_254_740_992, 1.5, '100', true, null])(
  'rejects the amount %j in the variables',
  async (amountMinor) => {
    expect(outcome(await creates({ amount: { amountMinor } }))).toMatch(/BAD_REQUEST$/)
  },
)

test('stores the largest safe amount exactly', async () => {
  const { body } = await creates({ amount: { amountMinor: Number.MAX_SAFE_INTEGER } })
  expect(body.data.createSubmission.amount).toEqual({ amountMinor: Number.MAX_SAFE_INTEGER })
})

const filtered = (createdFrom: string) =>
  funder.query('query ($filter: SubmissionFilter) { submissions(filter: $filter) { totalCount } }', {
    filter: { createdFrom },
  })

test.each([
  '2027-02-29T00:00:00Z',
  '2027-04-31T00:00:00Z',
  '2027-13-01T00:00:00Z',
  '2027-00-01T00:00:00Z',
  '2027-01-01T24:00:00Z',
  '2027-01-01T23:60:00Z',
  '2027-01-01T23:59:60Z',
  '2027-01-01T00:00:00+24:00',
  '2027-01-01T00:00:00+00:60',
  '2027-01-01T00:00:00.0001Z',
  '2027-01-01T00:00:00.123456789Z',
  '0000-01-01T00:00:00Z',
  '+012027-01-01T00:00:00Z',
  '2027-01-01T00:00:00',
  '2027-01-01',
  '31/12/2027',
])('rejects the time %s', async (time) => {
  expect(outcome(await filtered(time))).toMatch(/BAD_REQUEST$/)
})

test.each(['2028-02-29T23:59:59Z', '2027-01-01T00:00:00.123Z', '2027-01-01T00:00:00.120000+14:00'])(
  'accepts the time %s',
  async (time) => {
    expect(outcome(await filtered(time))).toBe('200')
  },
)

test.each(['2027-02-29', '2019-00-10', '2019-1-1', '31/12/2019', '2019-01-01T00:00:00Z', '12019-01-01'])(
  'rejects the date %s',
  async (startDate) => {
    expect(outcome(await creates({ company: { startDate } }))).toMatch(/BAD_REQUEST$/)
  },
)
