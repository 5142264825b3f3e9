// disableUser: the server rejects all sessions and USER keys of the user from then on.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { PASSWORD, type Person, tokenIn } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'

const DISABLE = 'mutation ($id: ID!) { disableUser(input: { id: $id }) { status } }'
const VIEWER = '{ viewer { environment } }'

let world: World
let funder: Funder
let owner: Person

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  owner = await funder.logsIn()
})
afterAll(() => world[Symbol.asyncDispose]())

test('rejects sessions, USER keys, sign-ins and reset links; BROKER keys keep working', async () => {
  const adam = await funder.logsIn({ role: 'ADMIN' })
  const key = await funder.key({ userId: adam.userId, role: 'ADMIN' })
  await world.directory.know('bee.example')
  const { secret } = await key.latchkey.apiKeys.createForBroker({ email: 'sam@bee.example' })
  await world.post('/auth/password/forgotten', { login: adam.username })
  const token = tokenIn((await world.mails())[0])

  const answer = await owner.query(DISABLE, { id: adam.userId })
  expect(answer.body).toEqual({ data: { disableUser: { status: 'DISABLED' } } })
  expect(outcome(await adam.query(VIEWER))).toBe('401 TOKEN_INVALID')
  expect(outcome(await key.query(VIEWER))).toBe('401 API_KEY_INVALID')
  expect(outcome(await world.graphql(secret, VIEWER))).toBe('200')
  const given = { username: adam.username, password: PASSWORD }
  expect(outcome(await world.post('/auth/token', given))).toBe('401 LOGIN_FAILED')
  expect(outcome(await world.post('/auth/password/reset', { token, password: PASSWORD }))).toBe(
    '401 TOKEN_INVALID',
  )
  // Requesting a reset link gets the usual response, but no mail is sent.
  const sent = (await world.mails()).length
  expect(outcome(await world.post('/auth/password/forgotten', { login: adam.username }))).toBe('200')
  expect((await world.mails()).length).toBe(sent)
})

test('returns 409 LAST_OWNER when the last owner disables their own account', async () => {
  const own = await world.funder()
  const olivia = await own.logsIn({ userId: own.ownerId })
  expect(outcome(await olivia.query(DISABLE, { id: own.ownerId }))).toBe('409 LAST_OWNER')
  await own.logsIn({ role: 'OWNER' })
  expect(outcome(await olivia.query(DISABLE, { id: own.ownerId }))).toBe('200')
  expect(outcome(await olivia.query(VIEWER))).toBe('401 TOKEN_INVALID')
})

test('returns 404 NOT_FOUND for unknown users and users of other funders', async () => {
  const other = await world.funder()
  for (const id of [other.ownerId, 'usr_00000000000000000000000000', 'nonsense'])
    expect(outcome(await owner.query(DISABLE, { id })), id).toBe('404 NOT_FOUND')
})
