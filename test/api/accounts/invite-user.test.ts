// inviteUser: an owner adds a user, who sets a password through the link in a mail.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { PASSWORD, type Person, tokenIn } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'

const INVITE = `mutation ($input: InviteUserInput!) {
  inviteUser(input: $input) { username name email role status }
}`
const NINA = { username: 'nina', name: 'Nina Falk', email: 'nina@lender.example', role: 'UNDERWRITER' }

let world: World
let funder: Funder
let owner: Person

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  owner = await funder.logsIn()
})
afterAll(() => world[Symbol.asyncDispose]())

test('an invited user sets a password through the mailed link and signs in', async () => {
  const { body } = await owner.query(INVITE, { input: NINA })
  expect(body).toEqual({ data: { inviteUser: { ...NINA, status: 'INVITED' } } })
  const [mail] = await world.mails()
  expect(mail).toMatchObject({ to: NINA.email, subject: 'Harbor Street Capital invited you to Latchkey' })
  expect(mail?.text).toContain(`${world.url}/set-password?invitation#`)

  const given = { username: NINA.username, password: PASSWORD }
  expect(outcome(await world.post('/auth/token', given))).toBe('401 LOGIN_FAILED')
  const token = tokenIn(mail)
  expect(outcome(await world.post('/auth/password/reset', { token, password: PASSWORD }))).toBe('204')
  expect(outcome(await world.post('/auth/token', given))).toBe('200')
  // The link works only once.
  expect(outcome(await world.post('/auth/password/reset', { token, password: PASSWORD }))).toBe(
    '401 TOKEN_INVALID',
  )
})

test('the link expires after 7 days', async () => {
  await using own = await createWorld()
  const olivia = await (await own.funder()).logsIn()
  const invite = async (username: string) => {
    await olivia.query(INVITE, { input: { ...NINA, username } })
    return tokenIn((await own.mails())[0])
  }
  const [early, late] = [await invite('early'), await invite('late')]
  await own.advance('6 days 23 hours')
  expect(outcome(await own.post('/auth/password/reset', { token: early, password: PASSWORD }))).toBe('204')
  await own.advance('1 hour')
  expect(outcome(await own.post('/auth/password/reset', { token: late, password: PASSWORD }))).toBe(
    '401 TOKEN_INVALID',
  )
  // A user with an expired link requests a new one through the forgotten-password flow.
  await own.post('/auth/password/forgotten', { login: 'late' })
  const token = tokenIn((await own.mails())[0])
  expect(outcome(await own.post('/auth/password/reset', { token, password: PASSWORD }))).toBe('204')
})

test('returns 409 USER_EXISTS if any funder’s user has the user name, and sends no mail', async () => {
  const other = await (await world.funder()).logsIn()
  await owner.query(INVITE, { input: { ...NINA, username: 'taken' } })
  const sent = (await world.mails()).length
  for (const person of [owner, other]) {
    const answer = await person.query(INVITE, { input: { ...NINA, username: ' TAKEN ' } })
    expect(outcome(answer)).toBe('409 USER_EXISTS')
  }
  expect((await world.mails()).length).toBe(sent)
})

test('returns 422 VALIDATION_FAILED for an invalid name, user name or email address', async () => {
  const answer = await owner.query(INVITE, {
    input: { username: 'no spaces', name: ' ', email: 'nina', role: 'VIEWER' },
  })
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
  expect(issues(answer)).toEqual(['name TOO_SHORT', 'username INVALID_USERNAME', 'email INVALID_EMAIL'])
})

test('ten concurrent invitations of one user name create one user and send one mail', async () => {
  const sent = (await world.mails()).length
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => owner.query(INVITE, { input: { ...NINA, username: 'once' } })),
  )
  expect(answers.map(outcome).sort()).toEqual(['200', ...Array.from({ length: 9 }, () => '409 USER_EXISTS')])
  expect((await world.mails()).length).toBe(sent + 1)
})
