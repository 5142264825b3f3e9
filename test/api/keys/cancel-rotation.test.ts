// cancelRotation: cancels a rotation while its new secret is unused.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld } from '../../support/world.ts'

const CANCEL = 'mutation ($id: ID!) { cancelRotation(input: { id: $id }) { secrets { state } } }'
const ROTATE = 'mutation ($id: ID!) { rotateApiKey(input: { id: $id, graceSeconds: 86400 }) { secret } }'
const VIEWER = '{ viewer { environment } }'

test('rejects the new secret and keeps the old one; a BROKER key can cancel its own rotation', async () => {
  await using world = await createWorld({ servers: 2 })
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const id = broker.apiKeyId
  for (const who of [funder, broker]) {
    const { secret } = (await who.query(ROTATE, { id })).body.data.rotateApiKey
    const answer = await who.query(CANCEL, { id })
    expect(answer.body.data.cancelRotation.secrets).toEqual([{ state: 'CURRENT' }])
    for (const server of [0, 1])
      expect(outcome(await world.graphql(secret, VIEWER, {}, { server }))).toBe('401 API_KEY_INVALID')
    expect(outcome(await broker.query(VIEWER))).toBe('200')
    // Without a rotation it changes nothing.
    expect(outcome(await who.query(CANCEL, { id }))).toBe('200')
  }
})

test('returns 409 ROTATION_PENDING after the new secret was used, until the grace period ends', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const id = broker.apiKeyId
  const { secret } = (await funder.query(ROTATE, { id })).body.data.rotateApiKey
  await world.graphql(secret, VIEWER)
  expect(outcome(await funder.query(CANCEL, { id }))).toBe('409 ROTATION_PENDING')
  await world.advance('1 day')
  expect(outcome(await funder.query(CANCEL, { id }))).toBe('200')
  expect(outcome(await world.graphql(secret, VIEWER))).toBe('200')
})

test('returns 404 API_KEY_NOT_FOUND, and 403 FORBIDDEN for another funder’s key', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const [one, two] = await funder.brokers(2)
  const other = await world.funder()
  expect(outcome(await one!.query(CANCEL, { id: two!.apiKeyId }))).toBe('404 API_KEY_NOT_FOUND')
  expect(outcome(await funder.query(CANCEL, { id: 'apk_00000000000000000000000000' }))).toBe(
    '404 API_KEY_NOT_FOUND',
  )
  expect(outcome(await other.query(CANCEL, { id: one!.apiKeyId }))).toBe('403 FORBIDDEN')
})
