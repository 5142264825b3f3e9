// Passwords: forgotten, set through a link, changed; and which passwords are rejected.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { PASSWORD, tokenIn } from '../../support/person.ts'
import { statementsOf } from '../../support/record-statements.ts'
import { createWorld, type World } from '../../support/world.ts'

const VIEWER = '{ viewer { environment } }'
const NEW = 'another long walk, uphill'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld({ servers: 2 })
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const forgets = (login: string) => world.post('/auth/password/forgotten', { login })
const resets = (token: string, password: string) => world.post('/auth/password/reset', { token, password })
const logsIn = (username: string, password: string) => world.post('/auth/token', { username, password })

async function linkFor(login: string): Promise<string> {
  await forgets(login)
  return tokenIn((await world.mails()).find(({ subject }) => subject.startsWith('Reset')))
}

test('resets a password by mail, ends all sessions on both servers, confirms by mail', async () => {
  const olivia = await funder.logsIn()
  const elsewhere = await funder.logsIn({ userId: olivia.userId, server: 1 })
  const key = await funder.key({ userId: olivia.userId })
  const token = await linkFor(olivia.username)

  expect(outcome(await resets(token, NEW))).toBe('204')
  for (const server of [0, 1]) {
    expect(outcome(await olivia.query(VIEWER, {}, { server }))).toBe('401 TOKEN_INVALID')
    expect(outcome(await elsewhere.query(VIEWER, {}, { server }))).toBe('401 TOKEN_INVALID')
  }
  // Keys survive a password change.
  expect(outcome(await key.query(VIEWER))).toBe('200')
  expect(outcome(await logsIn(olivia.username, PASSWORD))).toBe('401 LOGIN_FAILED')
  expect(outcome(await logsIn(olivia.username, NEW))).toBe('200')
  const [mail] = await world.mails()
  expect(mail?.subject).toBe('Your Latchkey password was changed')
  expect(mail?.text).toContain(olivia.username)
})

test('gives known and unknown users the same response and statements; mails only known users', async () => {
  const { username } = await funder.logsIn()
  const sendQuery = async (login: string) => {
    let answer: unknown
    const statements = await statementsOf(async () => {
      const { status, body } = await forgets(login)
      answer = { status, body }
      // Background work counts too.
      await world.mails()
    })
    return { answer, statements }
  }
  const sent = (await world.mails()).length
  expect(await sendQuery('nobody_we_know')).toEqual(await sendQuery(username))
  expect((await world.mails()).length).toBe(sent + 1)
})

test('responds before it looks up the user', async () => {
  await using own = await createWorld()
  const { username } = await (await own.funder()).logsIn()
  const lock = await own.database.pool.connect()
  try {
    // No other session can read or reference a user until this transaction ends.
    await lock.query('BEGIN; LOCK TABLE "user" IN ACCESS EXCLUSIVE MODE')
    const answers = []
    for (const login of [username, 'nobody_we_know', 'nobody@lender.example']) {
      const { status, body } = await own.post('/auth/password/forgotten', { login })
      answers.push({ status, body })
    }
    expect(answers[0]?.status).toBe(200)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  } finally {
    await lock.query('ROLLBACK')
    lock.release()
  }
  const mails = await own.mails()
  expect(mails.map(({ subject }) => subject)).toEqual(['Reset your Latchkey password'])
  expect(mails[0]?.text).toContain(username)
})

test('accepts an email address, case-insensitive, and mails every user who has it', async () => {
  const people = [await funder.logsIn(), await funder.logsIn()]
  for (const { userId } of people)
    await world.sql(`UPDATE "user" SET email = 'Two@lender.example' WHERE id = $1`, userId)
  const sent = (await world.mails()).length
  await forgets(' two@LENDER.example ')
  const mails = (await world.mails()).slice(0, -sent)
  expect(mails.map(({ to }) => to)).toEqual(['Two@lender.example', 'Two@lender.example'])
  for (const { username } of people) expect(mails.some(({ text }) => text.includes(username))).toBe(true)
})

test('only the newest link works, once and for 30 minutes', async () => {
  await using own = await createWorld()
  const { username } = await (await own.funder()).logsIn()
  const link = async () => {
    await own.post('/auth/password/forgotten', { login: username })
    return tokenIn((await own.mails())[0])
  }
  const use = async (token: string) =>
    outcome(await own.post('/auth/password/reset', { token, password: NEW }))
  const [older, newer] = [await link(), await link()]
  expect(await use(older)).toBe('401 TOKEN_INVALID')
  await own.advance('29 minutes')
  expect(await use(newer)).toBe('204')
  expect(await use(newer)).toBe('401 TOKEN_INVALID')
  const late = await link()
  await own.advance('30 minutes')
  expect(await use(late)).toBe('401 TOKEN_INVALID')
})

test('sends at most three mails per user name in 15 minutes; the response stays the same', async () => {
  const { username } = await funder.logsIn()
  const sent = (await world.mails()).length
  for (let index = 0; index < 5; index += 1) expect(outcome(await forgets(username))).toBe('200')
  expect((await world.mails()).length).toBe(sent + 3)
})

test('returns 422 PASSWORD_TOO_WEAK with the reason; the link stays valid', async () => {
  const { username, userId } = await funder.logsIn()
  await world.sql(`UPDATE "user" SET username = 'margarita' WHERE id = $1`, userId)
  const token = await linkFor('margarita')
  const refused = async (password: string) => {
    const answer = await resets(token, password)
    expect(outcome(answer), password).toBe('422 PASSWORD_TOO_WEAK')
    return issues(answer)
  }
  expect(await refused('zq!7 pel')).toEqual(['password TOO_SHORT'])
  expect(await refused('x'.repeat(201))).toEqual(['password TOO_LONG', 'password TOO_COMMON'])
  for (const common of [
    'passwordpassword',
    'Password123!!!',
    '123456789012',
    'qwertyuiop[]',
    'iloveyou2024!',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
  ])
    expect(await refused(common)).toEqual(['password TOO_COMMON'])
  expect(await refused('I am MARGARITA, hello')).toEqual(['password CONTAINS_USERNAME'])
  expect(username).not.toBe('margarita')
  expect(outcome(await resets(token, 'ein Pferd, ein Boot und Käse'))).toBe('204')
})

test('rejects the current password in any Unicode normalization; the link stays valid', async () => {
  const olivia = await funder.logsIn()
  await resets(await linkFor(olivia.username), 'Käse und Brot am See')
  const token = await linkFor(olivia.username)
  const same = await resets(token, 'Käse und Brot am See'.normalize('NFD'))
  expect([outcome(same), issues(same)]).toEqual(['422 VALIDATION_FAILED', ['password SAME_AS_CURRENT']])
  expect(outcome(await resets(token, NEW))).toBe('204')
})

test('accepts a password in another Unicode normalization', async () => {
  const { username } = await funder.logsIn()
  await resets(await linkFor(username), 'Käse und Brot am See'.normalize('NFD'))
  expect(outcome(await logsIn(username, 'Käse und Brot am See'.normalize('NFC')))).toBe('200')
})

test('changes the password if the current one is correct; ends all sessions and links', async () => {
  const olivia = await funder.logsIn()
  const other = await funder.logsIn({ userId: olivia.userId, server: 1 })
  const token = await linkFor(olivia.username)
  const change = (currentPassword: string, password: string) =>
    olivia.posts('/auth/password/change', { currentPassword, password })
  expect(outcome(await change('not the right password', NEW))).toBe('401 LOGIN_FAILED')
  expect(outcome(await change(PASSWORD, 'short'))).toBe('422 PASSWORD_TOO_WEAK')
  const same = await change(PASSWORD, PASSWORD)
  expect([outcome(same), issues(same)]).toEqual(['422 VALIDATION_FAILED', ['password SAME_AS_CURRENT']])
  expect(outcome(await olivia.query(VIEWER))).toBe('200')
  expect(outcome(await change(PASSWORD, NEW))).toBe('204')
  expect((await world.mails())[0]?.subject).toBe('Your Latchkey password was changed')
  for (const person of [olivia, other]) expect(outcome(await person.query(VIEWER))).toBe('401 TOKEN_INVALID')
  expect(outcome(await resets(token, NEW))).toBe('401 TOKEN_INVALID')
  expect(outcome(await logsIn(olivia.username, NEW))).toBe('200')
})

test('limits guesses of the current password from a session', async () => {
  const olivia = await funder.logsIn()
  const given = { currentPassword: 'not the right password', password: NEW }
  const change = () => olivia.posts('/auth/password/change', given)
  for (let index = 0; index < 5; index += 1) expect(outcome(await change())).toBe('401 LOGIN_FAILED')
  expect(outcome(await change())).toBe('429 RATE_LIMITED')
})
