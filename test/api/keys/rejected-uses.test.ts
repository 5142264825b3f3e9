// Uses and rejected uses: which clients use which secret, and which still try a dead one.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { postFrom } from '../../support/person.ts'
import { createWorld } from '../../support/world.ts'

const LATE = `query ($id: ID!) {
  apiKey(id: $id) { rejectedUses { prefix address userAgent count firstAt lastAt } secrets { use { count } } }
}`
const VIEWER = '{ viewer { environment } }'

test('counts the requests with a secret and keeps the last address and user agent', async () => {
  await using world = await createWorld({ servers: 2 })
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  for (const server of [0, 1, 0]) {
    const headers = { 'user-agent': `Bee Line/1.${server}` }
    await broker.query(VIEWER, {}, { server, headers })
    await world.flushUsage()
  }
  const own = await broker.query(
    '{ viewer { apiKey { secrets { use { count address userAgent usedAt } } } } }',
  )
  expect(own.body.data.viewer.apiKey.secrets).toEqual([
    {
      use: {
        count: 3,
        address: '127.0.0.1',
        userAgent: 'Bee Line/1.0',
        usedAt: expect.stringMatching(/^20/),
      },
    },
  ])
})

test('records the rejected uses of deleted, inactive and expired keys and dead secrets', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const ends = {
    deleted: (id: string) => funder.deletes(id),
    inactive: (id: string) => funder.latchkey.apiKeys.deactivate(id),
    expired: (id: string) =>
      world.sql(`UPDATE api_key SET expires_at = app_now() - interval '1 hour' WHERE id = $1`, id),
    dead: (id: string) =>
      funder.query('mutation ($id: ID!) { rotateApiKey(input: { id: $id, graceSeconds: 0 }) { secret } }', {
        id,
      }),
  }
  for (const [name, end] of Object.entries(ends)) {
    const broker = await funder.broker(`${name}.example`)
    const id = broker.apiKeyId
    await end(id)
    for (let index = 0; index < 3; index += 1)
      expect(outcome(await broker.query(VIEWER)), name).toBe('401 API_KEY_INVALID')
    await world.flushUsage()
    const { body } = await funder.query(LATE, { id })
    expect(body.data.apiKey.rejectedUses, name).toEqual([
      expect.objectContaining({ prefix: broker.secret.slice(0, 8), address: '127.0.0.1', count: 3 }),
    ])
  }
})

test.for(['at once', 'one by one'])('keeps 20 addresses per secret that arrive %s', async (how) => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await funder.deletes(broker.apiKeyId)
  const headers = { 'x-api-key': broker.secret }
  const addresses = Array.from({ length: 25 }, (_, index) => `127.0.2.${index + 1}`)
  for (const address of [...addresses, '127.0.2.1']) {
    await postFrom(address, `${world.url}/graphql`, { query: VIEWER }, headers)
    if (how === 'one by one') await world.flushUsage()
  }
  await world.flushUsage()
  const { body } = await funder.query(LATE, { id: broker.apiKeyId })
  expect(body.data.apiKey.rejectedUses).toHaveLength(20)
  expect(body.data.apiKey.rejectedUses).toContainEqual(
    expect.objectContaining({ address: '127.0.2.1', count: 2 }),
  )
})
