// Expiry of bearer tokens and of their sessions: only the database's clock counts.

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { cookieOf } from '../../support/cookies.ts'
import { outcome } from '../../support/graphql-result.ts'
import { PASSWORD, type Person } from '../../support/person.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

const VIEWER = '{ viewer { environment } }'

let world: World
let funder: Funder

beforeEach(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterEach(() => world[Symbol.asyncDispose]())

const sendQuery = (bearer: string) =>
  world.graphql(null, VIEWER, {}, { headers: { authorization: `Bearer ${bearer}` } })

async function renewed(bearer: string): Promise<string> {
  const answer = await world.post('/auth/token', {}, { headers: { authorization: `Bearer ${bearer}` } })
  expect(outcome(answer)).toBe('200')
  return answer.body.accessToken
}

/** Sends a query as a page does. */
const asksByCookie = (cookie: string) =>
  world.graphql(null, VIEWER, {}, { headers: { cookie, origin: world.url } })

async function logsInByCookie({ username }: Person): Promise<string> {
  const given = { username, password: PASSWORD }
  return cookieOf(await world.post('/auth/login', given, { headers: { origin: world.url } }))
}

test('a token expires after 15 minutes; its session continues with the renewed token', async () => {
  const { bearer } = await funder.logsIn()
  await world.advance('14 minutes 50 seconds')
  expect(outcome(await sendQuery(bearer))).toBe('200')
  const next = await renewed(bearer)
  await world.advance('10 seconds')
  expect(outcome(await sendQuery(bearer))).toBe('401 TOKEN_INVALID')
  const late = await world.post('/auth/token', {}, { headers: { authorization: `Bearer ${bearer}` } })
  expect(outcome(late)).toBe('401 TOKEN_INVALID')
  expect(outcome(await sendQuery(next))).toBe('200')
  expect(await world.sql('SELECT count(*)::int FROM session')).toEqual([{ count: 1 }])
})

test('the database clock decides whether a token is valid, not the server’s clock', async () => {
  await world.advance('-10 years')
  const { bearer } = await funder.logsIn()
  expect(outcome(await sendQuery(bearer))).toBe('200')
  await world.advance('15 minutes')
  expect(outcome(await sendQuery(bearer))).toBe('401 TOKEN_INVALID')
})

test('a session expires after 30 minutes without use', async () => {
  const cookie = await logsInByCookie(await funder.logsIn())
  for (let time = 0; time < 4; time += 1) {
    await world.advance('29 minutes')
    expect(outcome(await asksByCookie(cookie))).toBe('200')
  }
  await world.advance('30 minutes')
  expect(outcome(await asksByCookie(cookie))).toBe('401 TOKEN_INVALID')
  expect(outcome(await asksByCookie(cookie))).toBe('401 TOKEN_INVALID')
})

test('renewing a token counts as use; a rejected request does not', async () => {
  const { bearer } = await funder.logsIn()
  await world.advance('14 minutes')
  const second = await renewed(bearer)
  await world.advance('14 minutes')
  const third = await renewed(second)
  await world.advance('14 minutes')
  expect(outcome(await sendQuery(third))).toBe('200')
  const cookie = await logsInByCookie(await funder.logsIn())
  await world.advance('20 minutes')
  // Without an Origin header, the server rejected the request, and it did not count as use.
  expect(outcome(await world.graphql(null, VIEWER, {}, { headers: { cookie } }))).toBe('403 FORBIDDEN')
  await world.advance('10 minutes')
  expect(outcome(await asksByCookie(cookie))).toBe('401 TOKEN_INVALID')
})

test('a session expires after 12 hours, even if it is used every 10 minutes', async () => {
  const person = await funder.logsIn()
  const cookie = await logsInByCookie(person)
  let { bearer } = person
  for (let time = 1; time < 72; time += 1) {
    await world.advance('10 minutes')
    bearer = await renewed(bearer)
    expect(outcome(await asksByCookie(cookie))).toBe('200')
  }
  await world.advance('10 minutes')
  const answers: Answer[] = [
    await sendQuery(bearer),
    await asksByCookie(cookie),
    await world.post('/auth/token', {}, { headers: { authorization: `Bearer ${bearer}` } }),
  ]
  expect(answers.map(outcome)).toEqual(Array(3).fill('401 TOKEN_INVALID'))
})

test('switching the environment does not extend the 12 hours', async () => {
  await funder.inEnvironment('PRODUCTION')
  const person = await funder.logsIn()
  let cookie = await logsInByCookie(person)
  const [{ expires_at: end }] = await world.sql('SELECT max(expires_at) AS expires_at FROM session')
  let { bearer } = person
  const lives: number[] = []
  for (let time = 1; time < 72; time += 1) {
    await world.advance('10 minutes')
    const environment = time % 2 === 0 ? 'DEVELOPMENT' : 'PRODUCTION'
    const [page, program] = await Promise.all([
      world.post('/auth/environment', { environment }, { headers: { cookie, origin: world.url } }),
      world.post('/auth/environment', { environment }, { headers: { authorization: `Bearer ${bearer}` } }),
    ])
    expect([outcome(page), outcome(program)]).toEqual(['200', '200'])
    expect(new Date(page.body.expiresAt)).toEqual(end)
    lives.push(Number(/Max-Age=(\d+)$/.exec(page.headers.get('set-cookie') ?? '')?.[1]))
    cookie = cookieOf(page)
    bearer = program.body.accessToken
  }
  expect(lives.every((life, index) => life <= (71 - index) * 600)).toBe(true)
  await world.advance('10 minutes')
  expect(outcome(await asksByCookie(cookie))).toBe('401 TOKEN_INVALID')
  expect(outcome(await sendQuery(bearer))).toBe('401 TOKEN_INVALID')
  expect(await world.sql('SELECT count(DISTINCT expires_at)::int FROM session')).toEqual([{ count: 2 }])
})
