// GraphQL over HTTP: the audits of the reference implementation, as a client with a key.

import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let secret: string

beforeAll(async () => {
  world = await createWorld()
  secret = (await world.funder()).secret
})
afterAll(() => world[Symbol.asyncDispose]())

const audits = serverAudits({
  url: () => `${world.url}/graphql`,
  fetchFn: (input: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('x-api-key', secret)
    return fetch(input, { ...init, headers })
  },
})

test('there are 61 audits', () => {
  expect(audits).toHaveLength(61)
})

test.each(audits)('$id $name', async ({ fn }) => {
  expect(await fn()).toMatchObject({ status: 'ok' })
})
