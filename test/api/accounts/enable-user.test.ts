// enableUser: a disabled user can sign in again; earlier sessions stay ended.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld } from '../../support/world.ts'

const ENABLE = 'mutation ($id: ID!) { enableUser(input: { id: $id }) { status } }'
const VIEWER = '{ viewer { environment } }'

test('accepts USER keys and new sign-ins again; earlier sessions stay ended', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const owner = await funder.logsIn()
  const adam = await funder.logsIn({ role: 'ADMIN' })
  const key = await funder.key({ userId: adam.userId, role: 'ADMIN' })
  await owner.query('mutation ($id: ID!) { disableUser(input: { id: $id }) { id } }', { id: adam.userId })

  const answer = await owner.query(ENABLE, { id: adam.userId })
  expect(answer.body).toEqual({ data: { enableUser: { status: 'ACTIVE' } } })
  expect(outcome(await key.query(VIEWER))).toBe('200')
  expect(outcome(await adam.query(VIEWER))).toBe('401 TOKEN_INVALID')
  const again = await funder.logsIn({ userId: adam.userId })
  expect(outcome(await again.query(VIEWER))).toBe('200')
  // Enabling an enabled user changes nothing and ends no session.
  expect(outcome(await owner.query(ENABLE, { id: adam.userId }))).toBe('200')
  expect(outcome(await again.query(VIEWER))).toBe('200')
})

test('returns 404 NOT_FOUND for unknown users and users of other funders', async () => {
  await using world = await createWorld()
  const owner = await (await world.funder()).logsIn()
  const other = await world.funder()
  for (const id of [other.ownerId, 'usr_00000000000000000000000000', 'nonsense'])
    expect(outcome(await owner.query(ENABLE, { id })), id).toBe('404 NOT_FOUND')
})
