// Input that does not match the schema: errors name the path and the expected type, not the value.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

const CANARY = 'kanarie 98-7654329'
const STRICT = { headers: { accept: 'application/graphql-response+json' } }

const SUBMIT = 'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id } }'
const INVITE = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { id } }'
const KEYS =
  'query ($first: Int, $filter: ApiKeyFilter) { apiKeys(first: $first, filter: $filter) { totalCount } }'
const USAGE = 'query ($id: ID!, $f: DateTime) { apiKey(id: $id) { usage(from: $f) { requests } } }'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

/**
 * Returns path, code and message of each issue. Checks that the response is one error and repeats no value.
 */
function faultsIn(answer: Answer): string[] {
  expect(outcome(answer)).toBe('400 BAD_REQUEST')
  expect(answer.body.errors).toHaveLength(1)
  expect(JSON.stringify(answer.body)).not.toContain(CANARY)
  const [{ message, extensions }] = answer.body.errors
  const [first] = extensions.issues
  expect(message.startsWith(`${first.path}: ${first.message}`)).toBe(true)
  return extensions.issues.map(
    (issue: { path: string; code: string; message: string }) =>
      `${issue.path} ${issue.code} ${issue.message}`,
  )
}

const DATE = 'Expected a Date. A calendar day in ISO 8601: `2026-11-22`.'
const TIME =
  'Expected a DateTime. A time in ISO 8601 with a time zone, at most milliseconds. Responses use UTC: `2026-11-22T09:30:00.000Z`.'
const ROLES = 'Expected one of ADMIN, DEVELOPER, OWNER, UNDERWRITER, VIEWER (Role).'
const INT = 'Expected an integer from -2147483648 to 2147483647 (Int).'
const name = 'Corner Bakery, new oven'

describe('variables', () => {
  test.each([
    [
      'a date as a word',
      SUBMIT,
      { input: { name, company: { startDate: CANARY } } },
      `company.startDate INVALID_FORMAT ${DATE}`,
    ],
    [
      'a date as a number',
      SUBMIT,
      { input: { name, company: { startDate: 20261122 } } },
      `company.startDate WRONG_TYPE ${DATE}`,
    ],
    [
      'an unknown enum value',
      INVITE,
      { input: { username: 'dana', name: 'Dana', email: 'd@x.example', role: CANARY } },
      `role INVALID_VALUE ${ROLES}`,
    ],
    ['a missing field', SUBMIT, { input: {} }, 'name REQUIRED Required. Expected a string (String).'],
    [
      'null where it is not allowed',
      SUBMIT,
      { input: { name: null } },
      'name REQUIRED Required. Expected a string (String).',
    ],
    ['a missing variable', USAGE, {}, 'id REQUIRED Required. Expected an id as a string (ID).'],
    [
      'a string for an object',
      SUBMIT,
      { input: { name, amount: CANARY } },
      'amount WRONG_TYPE Expected an object (MoneyInput). Fields: amountMinor, currency.',
    ],
    [
      'a list for an object',
      SUBMIT,
      { input: { name, amount: [] } },
      'amount WRONG_TYPE Expected an object (MoneyInput). Fields: amountMinor, currency.',
    ],
    ['a number for a string', SUBMIT, { input: { name: 5 } }, 'name WRONG_TYPE Expected a string (String).'],
    [
      'a list for a string',
      SUBMIT,
      { input: { name: [CANARY] } },
      'name WRONG_TYPE Expected a string (String).',
    ],
    ['a number beyond 32 bits', KEYS, { first: 2 ** 31 }, `first OUT_OF_RANGE ${INT}`],
    ['a fraction for an integer', KEYS, { first: 1.5 }, `first WRONG_TYPE ${INT}`],
    [
      'an unknown field, with a suggestion',
      SUBMIT,
      { input: { name, company: { legalname: CANARY } } },
      'company.legalname UNKNOWN_FIELD Unknown field. Did you mean legalName?',
    ],
    [
      'an unknown field, with all field names',
      KEYS,
      { filter: { xyz: CANARY } },
      'filter.xyz UNKNOWN_FIELD Unknown field. Fields: brokerId, createdById, kind, prefix, relationshipId, search, state.',
    ],
    [
      'an unknown field with an invalid name',
      SUBMIT,
      { input: { name, owners: [{ firstName: 'A', lastName: 'B', [CANARY]: 1 }] } },
      'owners.0 UNKNOWN_FIELD Unknown field. Fields: creditScore, dateOfBirth, email, firstName, hasSigned, homeAddress, homePhone, homePhoneExtension, id, isApplicant, isGuarantor, lastName, middleName, mobilePhone, mobilePhoneExtension, ownershipPercent, prefix, signedOn, ssn, suffix, title.',
    ],
    [
      'an invalid variable named differently than its argument',
      USAGE,
      { id: 'apk_', f: CANARY },
      `from INVALID_FORMAT ${TIME}`,
    ],
  ])('rejects %s', async (_, query, variables, fault) => {
    expect(faultsIn(await funder.query(query, variables, STRICT))).toEqual([fault])
  })

  test('reports all errors at once, with list indexes in the paths as in VALIDATION_FAILED', async () => {
    const owners = [{ firstName: 'Ada', lastName: 'A' }, { firstName: 1 }, CANARY]
    const input = {
      name,
      purpose: 'FUN',
      owners,
      amount: { amountMinor: 1.5 },
      company: { startDate: '2026-02-30' },
    }
    const answer = await funder.query(SUBMIT, { input }, STRICT)
    faultsIn(answer)
    expect(issues(answer).sort()).toEqual([
      'amount.amountMinor WRONG_TYPE',
      'company.startDate INVALID_FORMAT',
      'owners.1.firstName WRONG_TYPE',
      'owners.1.lastName REQUIRED',
      'owners.2 WRONG_TYPE',
      'purpose INVALID_VALUE',
    ])
    expect(answer.body.errors[0].message).toMatch(/ \(and 5 more, see issues\)$/)
  })

  test('the path names the position of the variable in the document', async () => {
    const query = `mutation ($day: Date, $names: [OwnerInput!]) {
      createSubmission(input: { name: "${name}", company: { startDate: $day }, owners: $names }) { id }
    }`
    const answer = await funder.query(query, { day: CANARY, names: [{ firstName: 'Ada' }] }, STRICT)
    faultsIn(answer)
    expect(issues(answer)).toEqual(['company.startDate INVALID_FORMAT', 'owners.0.lastName REQUIRED'])
  })

  test('reports at most 50 errors', async () => {
    const owners = Array.from({ length: 1_000 }, () => CANARY)
    const answer = await funder.query(SUBMIT, { input: { name, owners } }, STRICT)
    expect(faultsIn(answer)).toHaveLength(50)
  })

  test('writes nothing for invalid input and accepts valid input', async () => {
    const broker = await funder.broker('fits.example')
    const input = { name, company: { startDate: 'tomorrow' } }
    faultsIn(await broker.query(SUBMIT, { input }, STRICT))
    const owners = { firstName: 'Ada', lastName: 'Crumb' }
    const fitting = { name, purpose: null, owners, company: { startDate: '2020-02-29' } }
    expect(outcome(await broker.query(SUBMIT, { input: fitting }, STRICT))).toBe('200')
    expect((await broker.query('{ submissions { totalCount } }')).body.data.submissions.totalCount).toBe(1)
  })
})

describe('literals', () => {
  const submit = (input: string) => `mutation { createSubmission(input: { ${input} }) { id } }`
  test.each([
    [
      'a date as a word',
      submit(`name: "${name}", company: { startDate: "${CANARY}" }`),
      `company.startDate INVALID_FORMAT ${DATE}`,
    ],
    [
      'an unknown enum value',
      '{ users(filter: { role: kanarie }) { totalCount } }',
      `filter.role INVALID_VALUE ${ROLES}`,
    ],
    [
      'a string for an enum',
      `{ users(filter: { role: "${CANARY}" }) { totalCount } }`,
      `filter.role INVALID_VALUE ${ROLES}`,
    ],
    ['a missing field', submit(''), 'name REQUIRED Required. Expected a string (String).'],
    [
      'null where it is not allowed',
      submit('name: null'),
      'name REQUIRED Required. Expected a string (String).',
    ],
    [
      'a missing argument',
      'query { apiKey { id } }',
      'id REQUIRED Required. Expected an id as a string (ID).',
    ],
    [
      'a missing argument of a directive',
      '{ viewer { id: environment @skip } }',
      'if REQUIRED Required. Expected true or false (Boolean).',
    ],
    [
      'an unknown argument',
      '{ users(frist: 1) { totalCount } }',
      'frist UNKNOWN_FIELD Unknown field. Did you mean first or last?',
    ],
    [
      'an unknown field, with a suggestion',
      submit(`name: "${name}", naem: 1`),
      'naem UNKNOWN_FIELD Unknown field. Did you mean name?',
    ],
    ['a number beyond 32 bits', '{ users(first: 99999999999) { totalCount } }', `first OUT_OF_RANGE ${INT}`],
    ['a string for a number', `{ users(first: "${CANARY}") { totalCount } }`, `first WRONG_TYPE ${INT}`],
    [
      'the default of a variable',
      `query ($n: Int = "${CANARY}") { users(first: $n) { totalCount } }`,
      `$n WRONG_TYPE ${INT}`,
    ],
    [
      'an item of a list',
      submit(`name: "${name}", owners: [{ firstName: "A", lastName: "B" }, { firstName: "A" }]`),
      'owners.1.lastName REQUIRED Required. Expected a string (String).',
    ],
  ])('rejects %s', async (_, query, fault) => {
    expect(faultsIn(await funder.query(query, {}, STRICT))).toEqual([fault])
  })

  test('reports all errors at once with their locations in the document', async () => {
    const answer = await funder.query(
      submit(`name: 5, purpose: FUN, company: { startDate: "${CANARY}", x: 1 }`),
      {},
      STRICT,
    )
    faultsIn(answer)
    expect(issues(answer).sort()).toEqual([
      'company.startDate INVALID_FORMAT',
      'company.x UNKNOWN_FIELD',
      'name WRONG_TYPE',
      'purpose INVALID_VALUE',
    ])
    expect(answer.body.errors[0].locations).toHaveLength(4)
  })
})
