// updateRelationship, response by response; and where contacts come from.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KeyHolder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'
import { refusals, relationshipOf } from './relationship-cases.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const UPDATE =
  'mutation ($input: UpdateRelationshipInput!) { updateRelationship(input: $input) { contacts } }'
const updates = (by: KeyHolder, id: string, contacts?: readonly string[] | null) =>
  by.query(UPDATE, { input: contacts === undefined ? { id } : { id, contacts } })
const contactsOf = async (by: KeyHolder, id: string) =>
  (await by.query(`{ relationship(id: "${id}") { contacts } }`)).body.data.relationship.contacts
const eventsOf = (id: string) =>
  world.sql("SELECT data FROM event WHERE type = 'relationship.updated' AND subject_id = $1", id)

test('the address of the first key becomes the first contact, and stays it', async () => {
  const funder = await world.funder()
  await world.directory.know('xn--mnchen-3ya.example')
  const creates = (email: string) => funder.latchkey.apiKeys.createForBroker({ email })
  const { apiKey } = await creates('Sam@München.example.')
  const { relationship } = await funder.latchkey.apiKeys.get(apiKey.id)
  const id = relationship!.id
  expect(await contactsOf(funder, id)).toEqual(['Sam@xn--mnchen-3ya.example'])
  await funder.deletes(apiKey.id)
  const second = await creates('ana@münchen.example')
  expect(await contactsOf(funder, id)).toEqual(['Sam@xn--mnchen-3ya.example'])
  await updates(funder, id, [])
  await funder.deletes(second.apiKey.id)
  await creates('ana@münchen.example')
  expect(await contactsOf(funder, id)).toEqual(['ana@xn--mnchen-3ya.example'])
})

test('replaces the contacts; writes one event without addresses', async () => {
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const id = await relationshipOf(broker)
  const contacts = ['ana@BEE.example', 'deals+1@bee.example', 'ana@bee.example']
  const stored = ['ana@bee.example', 'deals+1@bee.example']
  for (let time = 0; time < 2; time += 1)
    expect((await updates(funder, id, contacts)).body.data).toEqual({
      updateRelationship: { contacts: stored },
    })
  expect(await contactsOf(broker, id)).toEqual(stored)
  expect(await eventsOf(id)).toEqual([{ data: { fields: ['contacts'] } }])
  expect((await updates(funder, id)).body.data.updateRelationship.contacts).toEqual(stored)
  expect((await funder.latchkey.relationships.update(id, { contacts: null })).contacts).toEqual([])
})

test('VALIDATION_FAILED names every address that is invalid or at another domain', async () => {
  const funder = await world.funder()
  const id = await relationshipOf(await funder.broker('wasp.example'))
  const given = ['ana@wasp.example', 'nobody', 'ana@mail.wasp.example', 'ana@bee.example']
  expect(issues(await updates(funder, id, given))).toEqual([
    'contacts.1 INVALID_EMAIL',
    'contacts.2 OTHER_DOMAIN',
    'contacts.3 OTHER_DOMAIN',
  ])
  const many = Array.from({ length: 11 }, (_, index) => `a${index}@wasp.example`)
  expect(issues(await updates(funder, id, many))).toEqual(['contacts TOO_MANY_CONTACTS'])
  expect(outcome(await updates(funder, id, many.slice(1)))).toBe('200')
  expect(await contactsOf(funder, id)).toEqual(many.slice(1))
})

test('a paused relationship can change; RELATIONSHIP_NOT_ACTIVE for an ended one', async () => {
  const funder = await world.funder()
  const id = await relationshipOf(await funder.broker('ant.example'))
  await funder.latchkey.relationships.pause(id)
  expect(outcome(await updates(funder, id, []))).toBe('200')
  await funder.latchkey.relationships.end(id)
  expect(outcome(await updates(funder, id, ['ana@ant.example']))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
})

test('NOT_FOUND for unknown relationships and those of other tenants', async () => {
  expect(await refusals((by, id) => updates(by, id, []), await world.funder())).toEqual(['404 NOT_FOUND'])
})
