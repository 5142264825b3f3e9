// pauseRelationship, response by response.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld } from '../../support/world.ts'
import { refusals, relationshipChangeBy, relationshipOf } from './relationship-cases.ts'

const pause = relationshipChangeBy('pauseRelationship')

test('returns RELATIONSHIP_PAUSED to the broker from the response on, and allows no new key', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const id = await relationshipOf(broker)
  for (let time = 0; time < 2; time += 1) {
    expect((await pause(funder, id)).body.data).toEqual({ pauseRelationship: { id, status: 'PAUSED' } })
    expect(outcome(await broker.query('{ viewer { environment } }'))).toBe('403 RELATIONSHIP_PAUSED')
  }
  await funder.deletes(broker.apiKeyId)
  await expect(funder.latchkey.apiKeys.createForBroker({ email: 'sam@bee.example' })).rejects.toMatchObject({
    code: 'RELATIONSHIP_NOT_ACTIVE',
  })
})

test('returns RELATIONSHIP_NOT_ACTIVE for an ended relationship', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const id = await relationshipOf(await funder.broker('bee.example'))
  await funder.latchkey.relationships.end(id)
  expect(outcome(await pause(funder, id))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
})

test('returns NOT_FOUND for unknown relationships and those of other tenants', async () => {
  await using world = await createWorld()
  expect(await refusals(pause, await world.funder())).toEqual(['404 NOT_FOUND'])
})
