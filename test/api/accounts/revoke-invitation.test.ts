// revokeInvitation: the invitation link stops working, and the user is disabled.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { PASSWORD, type Person, tokenIn } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'

const INVITE = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { id } }'
const REVOKE = 'mutation ($id: ID!) { revokeInvitation(input: { id: $id }) { status } }'
const ENABLE = 'mutation ($id: ID!) { enableUser(input: { id: $id }) { status } }'
const RESEND = 'mutation ($id: ID!) { resendInvitation(input: { id: $id }) { status } }'

let world: World
let funder: Funder
let owner: Person

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  owner = await funder.logsIn()
})
afterAll(() => world[Symbol.asyncDispose]())

const choose = async (token: string) =>
  outcome(await world.post('/auth/password/reset', { token, password: PASSWORD }))

test('invalidates the link and prevents a new one; the user can be invited again', async () => {
  const input = { username: 'nina', name: 'Nina Falk', email: 'nina@lender.example', role: 'VIEWER' }
  const invited = await owner.query(INVITE, { input })
  const { id } = invited.body.data.inviteUser
  const token = tokenIn((await world.mails())[0])
  expect((await owner.query(REVOKE, { id })).body).toEqual({
    data: { revokeInvitation: { status: 'DISABLED' } },
  })
  expect(await choose(token)).toBe('401 TOKEN_INVALID')
  const sent = (await world.mails()).length
  await world.post('/auth/password/forgotten', { login: 'nina' })
  expect((await world.mails()).length).toBe(sent)

  expect((await owner.query(ENABLE, { id })).body).toEqual({ data: { enableUser: { status: 'INVITED' } } })
  expect(await choose(token)).toBe('401 TOKEN_INVALID')
  expect(outcome(await owner.query(RESEND, { id }))).toBe('200')
  expect(await choose(tokenIn((await world.mails())[0]))).toBe('204')
})

test('of a concurrent revocation and first password, exactly one succeeds', async () => {
  for (let round = 0; round < 5; round += 1) {
    const username = `race${round}`
    const input = { username, name: 'Nina Falk', email: 'nina@lender.example', role: 'VIEWER' }
    const invited = await owner.query(INVITE, { input })
    const { id } = invited.body.data.inviteUser
    const token = tokenIn((await world.mails())[0])
    const [revoked, chosen] = await Promise.all([owner.query(REVOKE, { id }), choose(token)])
    const [{ status, passwords }] = await world.sql(
      `SELECT status::text, (SELECT count(*)::int FROM password WHERE user_id = $1) AS passwords
       FROM "user" WHERE id = $1`,
      id,
    )
    expect([
      ['200', '401 TOKEN_INVALID', 'DISABLED', 0],
      ['422 VALIDATION_FAILED', '204', 'ACTIVE', 1],
    ]).toContainEqual([outcome(revoked), chosen, status, passwords])
  }
})

test('returns 422 VALIDATION_FAILED for a user who is not INVITED', async () => {
  const adam = await funder.logsIn({ role: 'ADMIN' })
  const refused = await owner.query(REVOKE, { id: adam.userId })
  expect([outcome(refused), issues(refused)]).toEqual(['422 VALIDATION_FAILED', ['id NOT_INVITED']])
  expect(outcome(await adam.query('{ viewer { environment } }'))).toBe('200')
})

test('returns 404 NOT_FOUND for unknown users and users of other funders', async () => {
  const other = await world.funder()
  for (const id of [other.ownerId, 'usr_00000000000000000000000000', 'nonsense'])
    expect(outcome(await owner.query(REVOKE, { id })), id).toBe('404 NOT_FOUND')
})
