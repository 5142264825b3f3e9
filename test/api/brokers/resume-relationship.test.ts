// resumeRelationship, response by response.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld } from '../../support/world.ts'
import { refusals, relationshipChangeBy, relationshipOf } from './relationship-cases.ts'

const resume = relationshipChangeBy('resumeRelationship')

test('accepts the same key again', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const id = await relationshipOf(broker)
  await funder.latchkey.relationships.pause(id)
  for (let time = 0; time < 2; time += 1) {
    expect((await resume(funder, id)).body.data).toEqual({ resumeRelationship: { id, status: 'ACTIVE' } })
    await broker.submits()
  }
})

test('returns RELATIONSHIP_NOT_ACTIVE if it has ended; only a new key reactivates it', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const id = await relationshipOf(await funder.broker('bee.example'))
  await funder.latchkey.relationships.end(id)
  expect(outcome(await resume(funder, id))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
  await funder.broker('bee.example')
  expect((await funder.latchkey.relationships.get(id)).status).toBe('ACTIVE')
})

test('returns NOT_FOUND for unknown relationships and those of other tenants', async () => {
  await using world = await createWorld()
  expect(await refusals(resume, await world.funder())).toEqual(['404 NOT_FOUND'])
})
