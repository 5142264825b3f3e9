// relationship and relationships: each side sees only its own.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld } from '../../support/world.ts'
import { relationshipOf } from './relationship-cases.ts'

const ONE = 'query ($id: ID!) { relationship(id: $id) { id broker { name domains } funder { name } } }'
const ALL =
  'query ($filter: RelationshipFilter) { relationships(filter: $filter) { totalCount nodes { id } } }'

test('a funder sees all relationships of its environment, a broker only its own', async () => {
  await using world = await createWorld()
  const funder = await world.funder({ name: 'Harbor Street Capital' })
  const [bee, ant] = [await funder.broker('bee.example'), await funder.broker('ant.example')]
  const other = await world.funder()
  const production = await funder.inEnvironment('PRODUCTION')
  const id = await relationshipOf(bee)
  for (const who of [funder, bee]) {
    expect((await who.query(ONE, { id })).body.data.relationship).toEqual({
      id,
      broker: { name: 'Broker of bee.example', domains: ['bee.example'] },
      funder: { name: 'Harbor Street Capital' },
    })
  }
  for (const who of [ant, other, production])
    expect(outcome(await who.query(ONE, { id }))).toBe('404 NOT_FOUND')
  expect((await bee.query(ALL)).body.data.relationships).toEqual({ totalCount: 1, nodes: [{ id }] })
  expect((await other.query(ALL)).body.data.relationships).toEqual({ totalCount: 0, nodes: [] })
  expect((await funder.query(ALL)).body.data.relationships.nodes).toEqual([
    { id: await relationshipOf(ant) },
    { id },
  ])
})

test('filters by status and broker', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const [bee, ant] = [await funder.broker('bee.example'), await funder.broker('ant.example')]
  await funder.latchkey.relationships.pause(await relationshipOf(ant))
  const ids = async (filter: object) =>
    (await funder.query(ALL, { filter })).body.data.relationships.nodes.map(({ id }: { id: string }) => id)
  expect(await ids({ status: 'ACTIVE' })).toEqual([await relationshipOf(bee)])
  expect(await ids({ brokerId: await world.directory.know('bee.example'), status: 'PAUSED' })).toEqual([])
})
