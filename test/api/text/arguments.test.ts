// Ill-formed text is rejected in every argument. Text that is stored and looked up is normalized.

import { schema } from '@latchkey/schema/schema.ts'
import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'

const HALF = 'half a pair \ud83d'

let world: World
let funder: Funder
let owner: Person
let broker: BrokerActor

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  owner = await funder.logsIn()
  broker = await funder.broker('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

interface Leaf {
  readonly path: readonly string[]
  readonly value: unknown
}

/** The smallest value of a type. */
function sample(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sample(type.ofType)
  if (isListType(type)) return []
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField)
    return Object.fromEntries(required.map((field) => [field.name, sample(field.type)]))
  }
  return { DateTime: '2026-01-01T00:00:00Z', Date: '2026-01-01', String: 'x', ID: 'x' }[type.name] ?? 1
}

/** A value of the type per place that takes text, with ill-formed text in that place. */
function tenants(type: GraphQLInputType): Leaf[] {
  if (isNonNullType(type)) return tenants(type.ofType)
  if (isListType(type))
    return tenants(type.ofType).map(({ path, value }) => ({ path: ['0', ...path], value: [value] }))
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).flatMap((field) =>
      tenants(field.type).map(({ path, value }) => ({
        path: [field.name, ...path],
        value: { ...Object(sample(type)), [field.name]: value },
      })),
    )
  }
  return ['String', 'ID'].includes(String(type)) ? [{ path: [], value: HALF }] : []
}

const rootFields = (['query', 'mutation'] as const).flatMap((kind) =>
  Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {}).map(
    (field) => ({ kind, field }),
  ),
)

const cases = rootFields.flatMap(({ kind, field }) =>
  field.args.flatMap((argument) =>
    tenants(argument.type).map(({ path, value }) => {
      const declared = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ')
      const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ')
      const others = field.args.filter((one) => isNonNullType(one.type) && one !== argument)
      const variables = Object.fromEntries(others.map(({ name, type }) => [name, sample(type)]))
      const where = [...(argument.name === 'input' ? [] : [argument.name]), ...path].join('.')
      return {
        name: `${field.name}: ${where}`,
        where,
        query: `${kind} (${declared}) { ${field.name}(${passed}) { __typename } }`,
        variables: { ...variables, [argument.name]: value },
      }
    }),
  ),
)

test('finds more than 40 arguments that take text', () => {
  expect(cases.length).toBeGreaterThan(40)
})

test.each(cases)('$name', async ({ where, query, variables }) => {
  const answer = await owner.query(query, variables)
  expect(outcome(answer)).toMatch(/VALIDATION_FAILED$/)
  expect(issues(answer)).toEqual([`${where} ILL_FORMED_TEXT`])
  expect(JSON.stringify(answer.body)).not.toContain('ud83d')
})

test('rejects ill-formed text in an argument of a nested field and in a literal', async () => {
  const nested = await owner.query(
    'query ($id: ID!, $list: [String!]!) { apiKey(id: $id) { previewAllowList(allowList: $list) { __typename } } }',
    { id: broker.apiKeyId, list: ['10.0.0.1', HALF] },
  )
  expect(issues(nested)).toEqual(['allowList.1 ILL_FORMED_TEXT'])
  expect(outcome(await owner.query('{ node(id: "\\ud83d") { id } }'))).toMatch(/BAD_REQUEST$/)
  expect(outcome(await owner.query('{ node(id: "\ud83d") { id } }'))).toMatch(/BAD_REQUEST$/)
})

test('does not store references that differ only in ill-formed characters', async () => {
  const before = await world.sql('SELECT count(*) FROM submission')
  const create = 'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id } }'
  for (const externalReference of ['deal \ud83d', 'deal \ud83e', 'deal \udc00'])
    expect(outcome(await broker.query(create, { input: { name: 'Corner Bakery', externalReference } }))).toBe(
      '422 VALIDATION_FAILED',
    )
  expect(await world.sql('SELECT count(*) FROM submission')).toEqual(before)
})

test('treats composed and decomposed spellings as one reference, stored in NFC', async () => {
  const composed = 'Café 7'.normalize('NFC')
  const decomposed = ` ${composed.normalize('NFD')} `
  const { id, externalReference } = await broker.latchkey.submissions.create({
    name: 'Corner Bakery',
    externalReference: decomposed,
  })
  expect(externalReference).toBe(composed)
  await expect(
    broker.latchkey.submissions.create({ name: 'Corner Bakery', externalReference: composed }),
  ).rejects.toMatchObject({ code: 'REFERENCE_EXISTS' })
  for (const reference of [composed, decomposed]) {
    const { nodes } = await broker.latchkey.submissions
      .list({ filter: { externalReference: reference } })
      .page()
    expect(nodes.map((one) => one.id)).toEqual([id])
  }
})

test('rejects an ill-formed user name, email address, token and password under /auth/', async () => {
  const logIn = await world.post('/auth/login', { username: HALF, password: HALF })
  expect(issues(logIn)).toEqual(['username ILL_FORMED_TEXT', 'password ILL_FORMED_TEXT'])
  const forgotten = await world.post('/auth/password/forgotten', { login: HALF })
  expect(issues(forgotten)).toEqual(['login ILL_FORMED_TEXT'])
  const reset = await world.post('/auth/password/reset', { token: HALF, password: HALF })
  expect(issues(reset)).toEqual(['token ILL_FORMED_TEXT', 'password ILL_FORMED_TEXT'])
})
