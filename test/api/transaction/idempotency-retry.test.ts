// A retry with the same Idempotency-Key: its authorization, and which secret it returns.

import type { Role } from '@latchkey/prisma'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'
import { aKey, idIn, send, submits } from './idempotent-requests.ts'
import { createStage } from './mutation-stage.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('authorization of a retry', () => {
  test('returns 401 to a deleted key', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const by = await funder.key()
    const key = aKey()
    await submits(by, relationshipId, key)
    await funder.deletes(by.apiKeyId)
    expect(outcome(await submits(by, relationshipId, key))).toBe('401 API_KEY_INVALID')
  })

  test('returns 403 and no new secret to a demoted user', async () => {
    const { funder, unique } = await createStage(await world.funder())
    const adam = await funder.logsIn({ role: 'ADMIN' })
    const becomes = (role: Role) =>
      world.sql('UPDATE "user" SET role = $1::"Role" WHERE id = $2', role, adam.userId)
    const [one, two, three] = [aKey(), aKey(), aKey()]
    const email = `sam@keyless-${unique}.example`
    const gives = () => send(adam, ['createBrokerKey', 'secret'], { email }, one)
    const wide = { name: 'Wide', tier: 'INTERNAL', scopes: ['ADMIN'] }
    const makes = () => send(adam, ['createTieredKey', 'secret apiKey { id }'], wide, two)
    expect(outcome(await gives())).toBe('200')
    const made = await makes()
    const rotates = () => send(adam, ['rotateApiKey', 'secret'], { id: idIn(made), graceSeconds: 0 }, three)
    const { secret } = (await rotates()).body.data.answer
    await becomes('DEVELOPER')
    expect(outcome(await gives())).toBe('403 INSUFFICIENT_SCOPE')
    // A DEVELOPER can create and rotate TIERED keys, but none with scopes that the role lacks.
    expect(outcome(await makes())).toBe('403 FORBIDDEN')
    expect(outcome(await rotates())).toBe('403 FORBIDDEN')
    expect(outcome(await world.graphql(secret, '{ viewer { environment } }'))).toBe('200')
  })

  test('returns 403 and no new secret to a key if the mutation requires a session', async () => {
    const { funder } = await createStage(await world.funder())
    const dana = await funder.logsIn({ userId: funder.ownerId })
    const own = await funder.key({ scopes: ['SUBMISSIONS'] })
    const key = aKey()
    const input = { id: own.apiKeyId }
    const { secret } = (await send(dana, ['rotateApiKey', 'secret'], input, key)).body.data.answer
    expect(outcome(await send(funder, ['rotateApiKey', 'secret'], input, key))).toBe('403 WRONG_KEY_KIND')
    expect(outcome(await world.graphql(secret, '{ viewer { environment } }'))).toBe('200')
  })
})

describe('a secret returned by a retry', () => {
  const sendQuery = async (secret: string) =>
    outcome(await world.graphql(secret, '{ viewer { environment } }'))
  const secretIn = ({ body }: Answer): string => body.data.answer.secret

  /** A broker's key that is created, created again by replay, and rotated as many times as given. */
  async function aKeyOfABroker() {
    const { funder, unique } = await createStage(await world.funder())
    const [key, email] = [aKey(), `sam@keyless-${unique}.example`]
    const create = () => send(funder, ['createBrokerKey', 'secret apiKey { id }'], { email }, key)
    const created = await create()
    const id = idIn(created)
    const rotate = (graceSeconds: number, key: string) =>
      send(funder, ['rotateApiKey', 'secret'], { id, graceSeconds }, key)
    return { funder, id, created, create, rotate }
  }

  test('invalidates the previous one, until one of them was used', async () => {
    const { created, create } = await aKeyOfABroker()
    const [second, third] = [await create(), await create()]
    for (const dead of [created, second]) expect(await sendQuery(secretIn(dead))).toBe('401 API_KEY_INVALID')
    expect(await sendQuery(secretIn(third))).toBe('200')
    expect(outcome(await create())).toBe('409 SECRET_ALREADY_USED')
    expect(await sendQuery(secretIn(third))).toBe('200')
  })

  test('is no longer returned 10 minutes after the mutation', async () => {
    await using own = await createWorld()
    const { funder, unique } = await createStage(await own.funder())
    const input = { email: `sam@keyless-${unique}.example` }
    const create = () => send(funder, ['createBrokerKey', 'secret'], input, 'late')
    await create()
    await own.advance('9 minutes')
    const { secret } = (await create()).body.data.answer
    // The age counts from the mutation, not from its last retry.
    await own.advance('1 minute')
    expect(outcome(await create())).toBe('409 SECRET_ALREADY_USED')
    expect(outcome(await own.graphql(secret, '{ viewer { environment } }'))).toBe('200')
  })

  test('leaves the secret of a later rotation alone', async () => {
    const { create, rotate } = await aKeyOfABroker()
    const pending = secretIn(await rotate(60, aKey()))
    const again = await create()
    expect(outcome(again)).toBe('200')
    expect(await sendQuery(secretIn(again))).toBe('200')
    expect(await sendQuery(pending)).toBe('200')
  })

  test('is no longer returned after a rotation without a grace period', async () => {
    const { create, rotate } = await aKeyOfABroker()
    const fresh = secretIn(await rotate(0, aKey()))
    expect(outcome(await create())).toBe('409 SECRET_ALREADY_USED')
    expect(await sendQuery(fresh)).toBe('200')
  })

  test('is never the secret of the next rotation after the first was cancelled', async () => {
    const { funder, id, rotate } = await aKeyOfABroker()
    const first = aKey()
    await rotate(60, first)
    await send(funder, ['cancelRotation', 'id'], { id }, aKey())
    const next = secretIn(await rotate(60, aKey()))
    expect(outcome(await rotate(60, first))).toBe('409 SECRET_ALREADY_USED')
    expect(await sendQuery(next)).toBe('200')
  })

  test('keeps the original state: PENDING during a rotation, CURRENT after it is finished', async () => {
    const { funder, id, created, rotate } = await aKeyOfABroker()
    const key = aKey()
    const lost = secretIn(await rotate(60, key))
    const pending = secretIn(await rotate(60, key))
    expect(await sendQuery(lost)).toBe('401 API_KEY_INVALID')
    expect(await sendQuery(secretIn(created))).toBe('200')
    await send(funder, ['finishRotation', 'id'], { id }, aKey())
    const current = secretIn(await rotate(60, key))
    for (const dead of [pending, secretIn(created)]) expect(await sendQuery(dead)).toBe('401 API_KEY_INVALID')
    expect(await sendQuery(current)).toBe('200')
  })

  test('is not returned for a deleted key', async () => {
    const { funder, id, create } = await aKeyOfABroker()
    await funder.deletes(id)
    expect(outcome(await create())).toBe('404 API_KEY_NOT_FOUND')
  })
})
