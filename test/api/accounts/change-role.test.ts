// changeRole: the new role applies to the user's sessions and USER keys at once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'

const CHANGE = 'mutation ($id: ID!, $role: Role!) { changeRole(input: { id: $id, role: $role }) { role } }'
const LIST = '{ apiKeys { totalCount } }'

let world: World
let funder: Funder
let owner: Person

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  owner = await funder.logsIn()
})
afterAll(() => world[Symbol.asyncDispose]())

test('a demotion and a promotion apply to sessions and USER keys at once', async () => {
  const adam = await funder.logsIn({ role: 'ADMIN' })
  const key = await funder.key({ userId: adam.userId, role: 'ADMIN' })
  expect(outcome(await key.query(LIST))).toBe('200')

  const answer = await owner.query(CHANGE, { id: adam.userId, role: 'VIEWER' })
  expect(answer.body).toEqual({ data: { changeRole: { role: 'VIEWER' } } })
  expect(outcome(await key.query(LIST))).toBe('403 INSUFFICIENT_SCOPE')
  const create = 'mutation { createBrokerKey(input: { email: "sam@bee.example" }) { secret } }'
  expect(outcome(await adam.query(create))).toBe('403 INSUFFICIENT_SCOPE')

  await owner.query(CHANGE, { id: adam.userId, role: 'ADMIN' })
  expect(outcome(await key.query(LIST))).toBe('200')
})

test('returns 409 LAST_OWNER for the last active owner; with a second owner it succeeds', async () => {
  const own = await world.funder()
  const olivia = await own.logsIn({ userId: own.ownerId })
  const demote = (id: string, by = olivia) => by.query(CHANGE, { id, role: 'ADMIN' })
  expect(outcome(await demote(own.ownerId))).toBe('409 LAST_OWNER')
  const omar = await own.logsIn({ role: 'OWNER' })
  expect(outcome(await demote(own.ownerId))).toBe('200')
  expect(outcome(await demote(omar.userId, omar))).toBe('409 LAST_OWNER')
  expect(outcome(await demote(omar.userId))).toBe('403 FORBIDDEN')
  // Changing an OWNER to OWNER ends nothing.
  expect(outcome(await omar.query(CHANGE, { id: omar.userId, role: 'OWNER' }))).toBe('200')
})

test('a disabled owner does not count as an active owner', async () => {
  const own = await world.funder()
  const olivia = await own.logsIn({ userId: own.ownerId })
  const omar = await own.logsIn({ role: 'OWNER' })
  await olivia.query('mutation ($id: ID!) { disableUser(input: { id: $id }) { id } }', { id: omar.userId })
  expect(outcome(await olivia.query(CHANGE, { id: own.ownerId, role: 'ADMIN' }))).toBe('409 LAST_OWNER')
})

test('returns 404 NOT_FOUND for unknown users and users of other funders', async () => {
  const other = await world.funder()
  for (const id of [other.ownerId, 'usr_00000000000000000000000000', 'nonsense', funder.id])
    expect(outcome(await owner.query(CHANGE, { id, role: 'VIEWER' })), id).toBe('404 NOT_FOUND')
})
