// user reset: sends a password link to users who forgot their password or never had one.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { installGates, Session, stopsAt, untilBlockedBy } from '../../support/concurrency/database-gates.ts'
import { CREATE_KEY } from '../../support/concurrency/timed-request.ts'
import { outcome } from '../../support/graphql-result.ts'
import { PASSWORD } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'
import { beside, type Tenant, tokenIn } from './cli-environment.ts'
import { admin, adminJson } from './run-cli.ts'

const VIEWER = '{ viewer { environment } }'
const NEW = 'a short walk up the hill'

let world: World
let funder: Funder
let place: Tenant
beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder({ name: 'Harbor' })
  place = await beside(world)
})
afterAll(async () => {
  await place[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const reset = (user: string, ...options: string[]) =>
  adminJson(place.variables, 'user', 'reset', '--user', user, ...options)

async function newestToken(): Promise<string> {
  const [mail] = await place.mails()
  return tokenIn(mail?.text ?? '')
}

const setPassword = async (token: string) =>
  (await world.post('/auth/password/reset', { token, password: NEW })).status
const logIn = async (username: string, password: string) =>
  (await world.post('/auth/token', { username, password, environment: 'DEVELOPMENT' })).status

test('mails a user with a password a link for 30 minutes; nothing changes until it is used', async () => {
  const olivia = await funder.logsIn()
  const answer = await reset(olivia.username)
  expect(answer).toEqual({
    user: { id: olivia.userId, username: olivia.username },
    purpose: 'RESET',
    signedOut: false,
    mail: {
      to: `${olivia.userId}@funder.example`,
      sent: true,
      file: expect.stringContaining(place.mailFolder),
      failure: null,
      warning: expect.any(String),
    },
  })
  expect((await place.mails())[0]).toMatchObject({ subject: 'Reset your Latchkey password' })
  const first = await newestToken()
  expect(JSON.stringify(answer)).not.toContain(first)
  expect(outcome(await olivia.query(VIEWER))).toBe('200')

  await world.advance('31 minutes')
  expect(await setPassword(first)).toBe(401)
  // By id, case-insensitive.
  await reset(olivia.userId.toUpperCase())
  const second = await newestToken()
  expect(await setPassword(second)).toBe(204)
  expect(outcome(await olivia.query(VIEWER))).toBe('401 TOKEN_INVALID')
  expect([await logIn(olivia.username, PASSWORD), await logIn(olivia.username, NEW)]).toEqual([401, 200])
})

test('invites a user without a password again for 7 days and invalidates the earlier link', async () => {
  const [{ id, username }] = await world.sql('SELECT id, username FROM "user" WHERE id = $1', funder.ownerId)
  expect(await reset(username)).toMatchObject({ user: { id }, purpose: 'INVITATION' })
  expect((await place.mails())[0]).toMatchObject({ subject: 'Harbor invited you to Latchkey' })
  const first = await newestToken()
  await reset(username)
  const second = await newestToken()
  await world.advance('6 days 23 hours')
  expect([await setPassword(first), await setPassword(second)]).toEqual([401, 204])
  expect(await logIn(username, NEW)).toBe(200)
})

test('--sign-out ends all sessions of this user only; the password stays valid', async () => {
  const [olivia, other] = [await funder.logsIn(), await funder.logsIn()]
  const again = await funder.logsIn({ userId: olivia.userId })
  const told = await admin(place.variables, 'user', 'reset', '--user', olivia.username, '--sign-out')
  expect(told).toMatchObject({ code: 0, err: '' })
  expect(told.out).toMatch(
    /^usr_\S+ \(usr_\S+\) is OWNER of Harbor\. All sessions have ended\. Saved an email with a link for \S+@funder\.example in \S+\.eml\.\nWarning: [^\n]+\n$/,
  )
  expect(told.out).not.toContain(await newestToken())
  const outcomes = [olivia, again, other].map(async (person) => outcome(await person.query(VIEWER)))
  expect(await Promise.all(outcomes)).toEqual(['401 TOKEN_INVALID', '401 TOKEN_INVALID', '200'])
  expect(await logIn(olivia.username, PASSWORD)).toBe(200)
})

test('rejects disabled and unknown users and sends nothing', async () => {
  const zoe = await funder.logsIn({ role: 'VIEWER' })
  await world.sql(`UPDATE "user" SET status = 'DISABLED' WHERE id = $1`, zoe.userId)
  const before = await place.mails()
  expect(await admin(place.variables, 'user', 'reset', '--user', zoe.username, '--sign-out')).toEqual({
    code: 1,
    out: '',
    err: `--user: ${zoe.username} is disabled and can't sign in. An OWNER of Harbor must enable the user first (enableUser).\n`,
  })
  expect(await reset('nobody')).toMatchObject({
    code: 'VALIDATION_FAILED',
    issues: [
      {
        path: 'user',
        code: 'NOT_FOUND',
        message: 'No user has the user name or id “nobody”. Use the list command to find it.',
      },
    ],
  })
  expect(await world.sql('SELECT FROM password_token WHERE user_id = $1', zoe.userId)).toEqual([])
  expect(await place.mails()).toEqual(before)
})

test('an id takes precedence over an equal user name of another user', async () => {
  const [olivia, eve] = [await funder.logsIn(), await funder.logsIn()]
  await world.sql('UPDATE "user" SET username = $2 WHERE id = $1', olivia.userId, 'olivia')
  await world.sql('UPDATE "user" SET username = $2 WHERE id = $1', eve.userId, olivia.userId)
  expect(await reset(olivia.userId)).toMatchObject({ user: { id: olivia.userId, username: 'olivia' } })
  expect(await reset(eve.userId)).toMatchObject({ user: { id: eve.userId, username: olivia.userId } })
})

test('--sign-out waits for a running commit and makes later requests fail', async () => {
  await using own = await createWorld()
  await using there = await beside(own)
  await installGates(own)
  const harbor = await own.funder()
  const olivia = await harbor.logsIn()
  await own.directory.know('bee.example')
  await own.directory.know('ant.example')
  await using gates = await Session.open(own)
  await gates.close('before the commit')
  const making = olivia.query(CREATE_KEY, { email: 'sam@bee.example', name: stopsAt('before the commit') })
  const [writer] = await gates.untilAwaitedBy(1)
  const ending = admin(there.variables, 'user', 'reset', '--user', olivia.username, '--sign-out')
  await untilBlockedBy(own, writer!, 1)
  await gates.open('before the commit')
  expect(outcome(await making)).toBe('200')
  expect(await ending).toMatchObject({ code: 0, err: '' })
  const next = await olivia.query(CREATE_KEY, { email: 'sam@ant.example', name: 'The next' })
  expect(outcome(next)).toBe('401 TOKEN_INVALID')
  expect(await own.sql(`SELECT name FROM api_key WHERE kind = 'BROKER'`)).toEqual([
    { name: stopsAt('before the commit') },
  ])
})

test('ends the sessions although the mail cannot be sent, and prints what to do', async () => {
  const olivia = await funder.logsIn()
  const nowhere = { ...place.variables, SMTP_URL: 'smtp://user:canary@127.0.0.1:1' }
  const args = ['user', 'reset', '--user', olivia.username, '--sign-out']
  const { code, out, err } = await admin(nowhere, ...args)
  expect([code, err]).toEqual([1, ''])
  expect(out).toMatch(
    / All sessions have ended\. The email .+ was not sent \(ESOCKET ECONNREFUSED\)\. .+ run: /,
  )
  expect(out).toContain(`npx -y pnpm@12 admin user reset --user ${olivia.username}\n`)
  expect(out).not.toContain('canary')
  expect(outcome(await olivia.query(VIEWER))).toBe('401 TOKEN_INVALID')
})
