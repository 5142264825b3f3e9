// Sessions: their environment, how they end, and sign-out.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { PASSWORD } from '../../support/person.ts'
import { createWorld } from '../../support/world.ts'

const VIEWER = '{ viewer { environment } }'

test('sign-in and switch select the environment; PRODUCTION has to be open', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const olivia = await funder.logsIn()
  const given = { username: olivia.username, password: PASSWORD, environment: 'PRODUCTION' }
  const closed = await world.post('/auth/token', given)
  expect(outcome(closed)).toBe('403 FORBIDDEN')
  expect(closed.body.errors[0].message).toMatch(/PRODUCTION is not open for Harbor Street Capital yet/)
  expect(outcome(await olivia.posts('/auth/environment', { environment: 'PRODUCTION' }))).toBe(
    '403 FORBIDDEN',
  )
  expect(outcome(await olivia.query(VIEWER))).toBe('200')

  await funder.inEnvironment('PRODUCTION')
  expect(outcome(await world.post('/auth/token', given))).toBe('200')
  const { body } = await olivia.posts('/auth/environment', { environment: 'PRODUCTION' })
  expect(body).toMatchObject({ environment: 'PRODUCTION', tokenType: 'Bearer', expiresInSeconds: 900 })
  const headers = { authorization: `Bearer ${body.accessToken}` }
  const seen = await world.graphql(null, VIEWER, {}, { headers })
  expect(seen.body.data.viewer.environment).toBe('PRODUCTION')
  // The sign-in ended the previous session.
  expect(outcome(await olivia.query(VIEWER))).toBe('401 TOKEN_INVALID')

  // Closing PRODUCTION blocks its sessions for as long as it is closed.
  await world.sql('UPDATE funder SET production_opened_at = NULL')
  expect(outcome(await world.graphql(null, VIEWER, {}, { headers }))).toBe('401 TOKEN_INVALID')
})

test('sign-out ends one session; sign-out everywhere ends all in both environments', async () => {
  await using world = await createWorld({ servers: 2 })
  const funder = await world.funder()
  await funder.inEnvironment('PRODUCTION')
  const one = await funder.logsIn()
  const { userId } = one
  const two = await funder.logsIn({ userId, server: 1 })
  const three = await funder.logsIn({ userId, environment: 'PRODUCTION' })
  const other = await funder.logsIn()

  expect(outcome(await one.posts('/auth/logout'))).toBe('204')
  expect(outcome(await one.query(VIEWER, {}, { server: 1 }))).toBe('401 TOKEN_INVALID')
  // Repeating a sign-out is not an error.
  expect(outcome(await one.posts('/auth/logout'))).toBe('204')
  expect(outcome(await two.query(VIEWER))).toBe('200')

  expect(outcome(await two.posts('/auth/logout-everywhere'))).toBe('204')
  for (const person of [two, three]) expect(outcome(await person.query(VIEWER))).toBe('401 TOKEN_INVALID')
  expect(outcome(await other.query(VIEWER))).toBe('200')
})

test('rejects API keys on session endpoints, and returns 404 for unknown paths', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const headers = { 'x-api-key': funder.secret }
  expect(outcome(await world.post('/auth/logout-everywhere', {}, { headers }))).toBe('403 WRONG_KEY_KIND')
  expect(outcome(await world.post('/auth/token', {}, { headers }))).toBe('403 WRONG_KEY_KIND')
  expect(outcome(await world.post('/auth/token', {}))).toBe('401 UNAUTHENTICATED')
  expect(outcome(await world.post('/auth/nothing', {}))).toBe('404 NOT_FOUND')
})

test('a session expires 30 minutes after its last use and 12 hours after the sign-in', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const { username } = await funder.logsIn()
  const logsIn = async () => {
    const answer = await world.post('/auth/login', { username, password: PASSWORD })
    const headers = { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', origin: world.url }
    return async () => outcome(await world.graphql(null, VIEWER, {}, { headers }))
  }
  const idle = await logsIn()
  await world.advance('29 minutes')
  expect(await idle()).toBe('200')
  await world.advance('29 minutes')
  expect(await idle()).toBe('200')
  await world.advance('30 minutes')
  expect(await idle()).toBe('401 TOKEN_INVALID')

  const busy = await logsIn()
  for (let half = 1; half < 25; half += 1) {
    await world.advance('29 minutes')
    expect(await busy()).toBe('200')
  }
  await world.advance('24 minutes')
  expect(await busy()).toBe('401 TOKEN_INVALID')
})

test('deletes sessions that ended long ago at the next sign-in', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const olivia = await funder.logsIn()
  await world.advance('31 days')
  await funder.logsIn({ userId: olivia.userId })
  expect(await world.sql('SELECT count(*)::int AS sessions FROM session')).toEqual([{ sessions: 1 }])
})
