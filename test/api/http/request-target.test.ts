// URLs are parsed, and the log has no query, variables, body or unknown path of a request.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { createWorld, type World } from '../../support/world.ts'

const CANARY = 'canary-of-a-caller'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld({ logLevel: 'trace' })
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const QUERY = encodeURIComponent('{ viewer { environment } }')

function get(path: string) {
  return sendRaw(world.url, { method: 'GET', path, headers: [['x-api-key', funder.secret]] })
}

test.each([
  `/graphql?query=${QUERY}`,
  `/graphql?query=${QUERY}&a=?&b=%3F?`,
  `/graphql?a=?&query=${QUERY}`,
  `/graphql?query=${QUERY}&variables=`,
  `/graphql?query=${QUERY}&variables=%7B%7D&extensions=%7B%7D&operationName=`,
])('answers GET %s', async (path) => {
  expect(outcome(await get(path))).toBe('200')
})

test('answers a request target in absolute form', async () => {
  expect(outcome(await get(`${world.url}/graphql?query=${QUERY}`))).toBe('200')
})

test.each([
  `/graphql?a=?&query=${QUERY}&variables=${CANARY}`,
  `/graphql?query=${QUERY}&variables=${CANARY}`,
  `/graphql?query=${QUERY}&extensions=${CANARY}`,
  `/graphql?query=${QUERY}&variables=%22${CANARY}%22`,
  `/graphql?query=${QUERY}&variables=%`,
  `/graphql?query=${QUERY}&variables=%ff%fe${CANARY}`,
  `/graphql?query=${QUERY}&query=${CANARY}`,
  `/graphql?variables=${CANARY}`,
  `/graphql?query=${QUERY}&operationName=${CANARY}`,
])('returns BAD_REQUEST for GET %s', async (path) => {
  const answer = await get(path)
  expect(outcome(answer)).toBe('400 BAD_REQUEST')
  expect(JSON.stringify(answer.body)).not.toContain(CANARY)
})

test('logs nothing of the path, query, headers or body', async () => {
  const key: readonly [string, string] = ['x-api-key', funder.secret]
  const type: readonly [string, string] = ['content-type', 'application/json']
  for (const path of [
    `/${CANARY}`,
    `/graphql/${CANARY}`,
    `/auth/${CANARY}`,
    `/auth/login?${CANARY}`,
    `/assets/${CANARY}.js`,
    `/health?${CANARY}`,
    `/health#${CANARY}`,
    `/metrics?${CANARY}`,
    `/mail/messages?${CANARY}`,
    `//${CANARY}`,
    `http://${CANARY}/`,
    `${CANARY}:`,
    `/%${CANARY}`,
  ])
    for (const method of ['GET', 'POST', 'PUT', 'OPTIONS'])
      await sendRaw(world.url, { method, path, headers: [key, type], body: method === 'GET' ? '' : '{}' })
  for (const body of [
    CANARY,
    `{"query":"${CANARY}"}`,
    `{"query":"{ ${CANARY.replaceAll('-', '_')} }","variables":{"a":"${CANARY}"}}`,
    `{"query":"{ viewer { environment } }","variables":"${CANARY}"}`,
    `{"${CANARY}":1}`,
    `{"query":"{ viewer { environment } }","operationName":"${CANARY}"}`,
  ])
    for (const path of ['/graphql', '/auth/login', '/auth/token', '/auth/password/reset'])
      await sendRaw(world.url, { path, headers: [key, type], body })
  await sendRaw(world.url, { path: '/graphql', headers: [key, type, ['accept', CANARY]], body: '{}' })
  await sendRaw(world.url, { path: '/graphql', headers: [key, ['content-type', CANARY]], body: '{}' })
  await sendRaw(world.url, {
    path: '/graphql',
    headers: [key, type, ['idempotency-key', `${CANARY}!`]],
    body: '{}',
  })
  const lines = world.log.join('').toLowerCase()
  expect(lines).not.toContain(CANARY)
  expect(lines).not.toContain(CANARY.replaceAll('-', '_'))
  expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([])
  expect(world.log.length).toBeGreaterThan(50)
})
