// Broker keys through the SDK: a funder creates, lists and deletes keys, and a broker uses one.
// Quotations are the requirements. Not covered yet: supporting documents, and keys in the dashboard.

import { Latchkey, LatchkeyProblem } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { createWorld } from '../../support/world.ts'

/** Returns the error code of a call. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(LatchkeyProblem)
  return `${error.status} ${error.code}`
}

test('a funder creates a key for a broker, who submits with it, and deletes the key', async () => {
  await using world = await createWorld()
  await world.directory.add('Bee Line Brokers', 'bee.example')
  const { latchkey } = await world.funder()

  // "The domain must already correspond to an existing broker in the system."
  expect(await refusal(latchkey.apiKeys.createForBroker({ email: 'sam@unknown.example' }))).toBe(
    '404 BROKER_NOT_FOUND',
  )

  // "If the broker exists but isn't yet linked to your funder account the relationship will be created
  // automatically."
  const { apiKey, secret } = await latchkey.apiKeys.createForBroker({ email: 'sam@bee.example' })
  expect(apiKey.relationship).toMatchObject({ status: 'ACTIVE', broker: { name: 'Bee Line Brokers' } })

  // "An API key already exists for this broker email": a broker's keys belong to its domain.
  expect(await refusal(latchkey.apiKeys.createForBroker({ email: 'ida@bee.example' }))).toBe(
    '409 BROKER_KEY_EXISTS',
  )

  // "Brokers use these keys to authenticate when creating submissions."
  const broker = new Latchkey({ apiKey: secret, url: `${world.url}/graphql` })
  const submission = await broker.submissions.create({
    name: 'Corner Bakery, new oven',
    company: { legalName: 'Corner Bakery LLC', entityType: 'LLC' },
    amount: { amountMinor: 2_500_000 },
    purpose: 'EQUIPMENT',
    owners: [{ firstName: 'Ana', lastName: 'Ruiz', ownershipPercent: 100 }],
  })
  expect((await latchkey.submissions.get(submission.id)).company.legalName).toBe('Corner Bakery LLC')

  // "You can retrieve all broker API keys associated with your funder account."
  const keys = await latchkey.apiKeys.list({ filter: { kind: 'BROKER' } }).page()
  expect(keys.nodes.map(({ id }) => id)).toEqual([apiKey.id])
  expect(JSON.stringify(keys)).not.toContain(secret)

  // "Once deleted, the broker will immediately lose access to submit applications using that API key."
  await latchkey.apiKeys.delete(apiKey.id)
  expect(await refusal(broker.submissions.create({ name: 'One that comes too late' }))).toBe(
    '401 API_KEY_INVALID',
  )

  // "404: API key not found (may have already been deleted or invalid ID). 403: no permission to delete this
  // API key."
  expect(await refusal(latchkey.apiKeys.delete(apiKey.id))).toBe('404 API_KEY_NOT_FOUND')
  expect(await refusal(latchkey.apiKeys.delete('not-an-id'))).toBe('404 API_KEY_NOT_FOUND')
  const other = await world.funder({ name: 'Another Funder' })
  const theirs = await other.broker('bee.example')
  expect(await refusal(latchkey.apiKeys.delete(theirs.apiKeyId))).toBe('403 FORBIDDEN')
})
