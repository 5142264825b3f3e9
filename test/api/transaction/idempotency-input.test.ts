// Equality of inputs under one Idempotency-Key: the meaning counts, not the notation.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'
import { aKey, send, submitted } from './idempotent-requests.ts'
import { createStage } from './mutation-stage.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('equality of inputs', () => {
  const NAMES = ['name: "Corner Bakery, new oven"', 'amount: { amountMinor: 100, currency: "USD" }']
  const document = (relationshipId: string, ...fields: string[]) =>
    `mutation { createSubmission(input: { relationshipId: "${relationshipId}", ${fields.join(', ')} }) { id } }`

  test('ignores the order of fields and whether values are variables or literals', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const headers = { 'idempotency-key': aKey() }
    const sendQuery = async (text: string, variables = {}) => {
      const answer = await funder.query(text, variables, { headers })
      expect(outcome(answer), JSON.stringify(answer.body)).toBe('200')
      return answer.body.data.createSubmission.id
    }
    const id = await sendQuery(document(relationshipId, ...NAMES))
    expect(await sendQuery(document(relationshipId, ...NAMES.toReversed()))).toBe(id)
    const turned = document(relationshipId, ...NAMES).replace(
      'amountMinor: 100, currency: "USD"',
      'currency: "USD", amountMinor: 100',
    )
    expect(await sendQuery(turned)).toBe(id)
    const text = 'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id } }'
    const amount = { currency: 'USD', amountMinor: 100 }
    expect(
      await sendQuery(text, { input: { amount, name: 'Corner Bakery, new oven', relationshipId } }),
    ).toBe(id)
    const part =
      'mutation ($n: String!, $r: ID, $m: SafeInt!) { createSubmission(input: { name: $n, relationshipId: $r, amount: { amountMinor: $m, currency: "USD" } }) { id } }'
    expect(await sendQuery(part, { n: 'Corner Bakery, new oven', r: relationshipId, m: 100 })).toBe(id)
    expect(await submitted(world, relationshipId)).toBe(1)
  })

  test('ignores the notation of a time and whether a default is explicit', async () => {
    const { funder, broker } = await createStage(await world.funder())
    const key = aKey()
    const input = { id: broker.apiKeyId, allowList: ['127.0.0.1'] }
    const until = (expiresAt: string) => send(funder, ['updateApiKey', 'id'], { ...input, expiresAt }, key)
    const at = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 86_400_000)
    const utc = at.toISOString()
    const elsewhere = `${new Date(at.getTime() + 7_200_000).toISOString().slice(0, 19)}+02:00`
    for (const same of [utc, utc.replace('.000Z', 'Z'), elsewhere])
      expect(outcome(await until(same))).toBe('200')
    expect(outcome(await until(new Date(at.getTime() + 1_000).toISOString()))).toBe(
      '422 IDEMPOTENCY_MISMATCH',
    )

    const other = aKey()
    const rotate = (more: object) =>
      send(funder, ['rotateApiKey', 'secret'], { id: broker.apiKeyId, ...more }, other)
    for (const same of [{}, { graceSeconds: 86_400 }]) expect(outcome(await rotate(same))).toBe('200')
  })

  test('distinguishes an omitted field from null', async () => {
    const { funder, broker } = await createStage(await world.funder())
    const key = aKey()
    const input = { id: broker.apiKeyId, name: 'Front desk' }
    expect(outcome(await send(funder, ['updateApiKey', 'id'], input, key))).toBe('200')
    const cleared = await send(funder, ['updateApiKey', 'id'], { ...input, expiresAt: null }, key)
    expect(outcome(cleared)).toBe('422 IDEMPOTENCY_MISMATCH')
    // Tested once for all mutations, because a retry is the same request.
    const { relationshipId } = await createStage(funder)
    const submission = { relationshipId, name: 'Corner Bakery, new oven' }
    const another = aKey()
    await send(funder, ['createSubmission', 'id'], submission, another)
    const explicit = { ...submission, purpose: null }
    expect(outcome(await send(funder, ['createSubmission', 'id'], explicit, another))).toBe(
      '422 IDEMPOTENCY_MISMATCH',
    )
  })
})
