// Logging in, by cookie and by bearer token.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../actors.ts'
import { outcome } from '../answers.ts'
import { PASSWORD } from '../person.ts'
import { createWorld, type World } from '../world.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const WHO = '{ viewer { environment scopes user { username role } apiKey { id } } }'

test('a program logs in, and asks with a bearer token', async () => {
  const olivia = await funder.logsIn({ role: 'VIEWER' })
  const { body } = await olivia.asks(WHO)
  expect(body).toEqual({
    data: {
      viewer: {
        environment: 'DEVELOPMENT',
        scopes: ['SUBMISSIONS_READ', 'DOCUMENTS_READ'],
        user: { username: olivia.username, role: 'VIEWER' },
        apiKey: null,
      },
    },
  })
})

test('a page logs in, and asks with a cookie', async () => {
  const { username } = await funder.logsIn()
  const origin = world.url
  const answer = await world.post('/auth/login', { username, password: PASSWORD }, { headers: { origin } })
  expect(answer.status).toBe(200)
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^latchkey=lks_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/)
  const headers = { cookie: cookie.split(';')[0] ?? '', origin }
  expect(outcome(await world.graphql(null, WHO, {}, { headers }))).toBe('200')
})
