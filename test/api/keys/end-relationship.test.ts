// endRelationship, response by response.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld } from '../../support/world.ts'
import { refusals, relationshipChangeBy, relationshipOf } from '../brokers/relationship-cases.ts'

const end = relationshipChangeBy('endRelationship')

test('deletes the key and keeps the submissions', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const id = await relationshipOf(broker)
  const submission = await broker.submits()
  for (let time = 0; time < 2; time += 1) {
    expect((await end(funder, id)).body.data).toEqual({ endRelationship: { id, status: 'ENDED' } })
    expect(outcome(await broker.query('{ viewer { environment } }'))).toBe('401 API_KEY_INVALID')
  }
  expect((await funder.latchkey.apiKeys.get(broker.apiKeyId)).state).toBe('DELETED')
  expect((await funder.latchkey.submissions.get(submission)).id).toBe(submission)
})

test('leaves no key on an ended relationship under concurrent key creation and submissions', async () => {
  await using world = await createWorld({ servers: 2 })
  const funder = await world.funder()
  const first = await funder.broker('bee.example')
  const id = await relationshipOf(first)
  const give = 'mutation { createBrokerKey(input: { email: "sam@bee.example" }) { apiKey { id } } }'
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, number) => {
      const server = number % 2
      if (number % 3 === 0)
        return funder.query(
          'mutation ($id: ID!) { endRelationship(input: { id: $id }) { id } }',
          { id },
          { server },
        )
      return number % 3 === 1
        ? funder.query(give, {}, { server })
        : first.query(
            'mutation { createSubmission(input: { name: "Corner Bakery" }) { id } }',
            {},
            { server },
          )
    }),
  )
  expect(
    new Set(answers.map(outcome)).difference(
      new Set(['200', '401 API_KEY_INVALID', '409 BROKER_KEY_EXISTS']),
    ),
  ).toEqual(new Set())
  const orphans =
    "SELECT k.id FROM api_key k JOIN relationship r ON r.id = k.relationship_id WHERE r.status = 'ENDED' AND k.state <> 'DELETED'"
  expect(await world.sql(orphans)).toEqual([])
})

test('returns NOT_FOUND for unknown relationships and those of other tenants', async () => {
  await using world = await createWorld()
  expect(await refusals(end, await world.funder())).toEqual(['404 NOT_FOUND'])
})
