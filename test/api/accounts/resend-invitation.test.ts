// resendInvitation: sends another link to an invited user; the earlier link stops working.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { PASSWORD, type Person, tokenIn } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'

const RESEND = `mutation ($id: ID!, $email: String) {
  resendInvitation(input: { id: $id, email: $email }) { username email status }
}`

let world: World
let funder: Funder
let owner: Person

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  owner = await funder.logsIn()
})
afterAll(() => world[Symbol.asyncDispose]())

/** Invites a user. Returns the id and the token of the link. */
async function invite(username: string): Promise<{ id: string; token: string }> {
  const { body } = await owner.query(
    'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { id } }',
    { input: { username, name: 'Nina Falk', email: `${username}@lender.example`, role: 'VIEWER' } },
  )
  return { id: body.data.inviteUser.id, token: tokenIn((await world.mails())[0]) }
}
const choose = async (token: string) =>
  outcome(await world.post('/auth/password/reset', { token, password: PASSWORD }))

test('the new link works for 7 days and the earlier one is invalid; then the user is ACTIVE', async () => {
  const { id, token } = await invite('nina')
  await world.advance('8 days')
  const later = await funder.logsIn()
  const answer = await later.query(RESEND, { id })
  expect(answer.body).toEqual({
    data: { resendInvitation: { username: 'nina', email: 'nina@lender.example', status: 'INVITED' } },
  })
  const [mail] = await world.mails()
  expect(mail).toMatchObject({
    to: 'nina@lender.example',
    subject: 'Harbor Street Capital invited you to Latchkey',
  })
  expect(await choose(token)).toBe('401 TOKEN_INVALID')
  await world.advance('6 days 23 hours')
  expect(await choose(tokenIn(mail))).toBe('204')
  // A first password ends no session, and the mail about it does not mention any.
  const [welcome] = await world.mails()
  expect(welcome?.subject).toBe('Welcome to Latchkey')
  expect(welcome?.text).not.toContain('signed out')
  owner = await funder.logsIn()
  const user = await owner.query('query ($id: ID!) { user(id: $id) { status } }', { id })
  expect(user.body.data.user.status).toBe('ACTIVE')
})

test('sends the new link to a corrected address', async () => {
  const { id, token } = await invite('mira')
  const { body } = await owner.query(RESEND, { id, email: ' mira@right.example ' })
  expect(body.data.resendInvitation.email).toBe('mira@right.example')
  const [mail] = await world.mails()
  expect(mail?.to).toBe('mira@right.example')
  expect(await choose(token)).toBe('401 TOKEN_INVALID')
  expect(await choose(tokenIn(mail))).toBe('204')
})

test('returns 422 VALIDATION_FAILED for an invalid address or a user who is not INVITED', async () => {
  const { id, token } = await invite('olaf')
  const answer = await owner.query(RESEND, { id, email: 'nobody' })
  expect([outcome(answer), issues(answer)]).toEqual(['422 VALIDATION_FAILED', ['email INVALID_EMAIL']])
  // The earlier link still works.
  expect(await choose(token)).toBe('204')
  const disabled = await invite('dora')
  await owner.query('mutation ($id: ID!) { disableUser(input: { id: $id }) { id } }', { id: disabled.id })
  const sent = (await world.mails()).length
  for (const one of [id, disabled.id, owner.userId]) {
    const refused = await owner.query(RESEND, { id: one, email: 'other@lender.example' })
    expect([outcome(refused), issues(refused)]).toEqual(['422 VALIDATION_FAILED', ['id NOT_INVITED']])
  }
  expect((await world.mails()).length).toBe(sent)
})

test('returns 404 NOT_FOUND for unknown users and users of other funders', async () => {
  const other = await world.funder()
  for (const id of [other.ownerId, 'usr_00000000000000000000000000', 'nonsense'])
    expect(outcome(await owner.query(RESEND, { id })), id).toBe('404 NOT_FOUND')
})
