// A client during a rotation of its key: it falls over to the next secret, and says when a rotation is due.

import { type KeyRotation, Latchkey, LatchkeyError, LatchkeyProblem } from '@latchkey/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Funder } from '../../../support/actors.ts'
import { createWorld, type World } from '../../../support/world.ts'
import { apiKey, printed, thrown } from '../call-errors.ts'
import { answering, data, problem } from '../fake-server.ts'
import { cut, inTurn, patient, refused, SUBMISSION_INPUT } from '../scripted-answers.ts'

const otherKey = 'key_0123456789ab0123456789ab0123456789ab012370effb5a'
const silent = { logLevel: 'off' } as const

describe('with a real server', () => {
  let world: World
  let funder: Funder
  beforeAll(async () => {
    world = await createWorld()
    funder = await world.funder()
  })
  afterAll(() => world[Symbol.asyncDispose]())

  it('no call fails when the first secret of the list dies', async () => {
    const broker = await funder.broker('bee.example')
    const { secret } = await funder.latchkey.apiKeys.rotate(broker.apiKeyId)
    const latchkey = new Latchkey({
      apiKey: [broker.secret, secret],
      url: `${world.url}/graphql`,
      ...silent,
    })
    const retries: string[] = []
    latchkey.on('retry', ({ errorCode, delayMs }) => retries.push(`${errorCode} ${delayMs}`))
    await latchkey.submissions.create(SUBMISSION_INPUT)
    expect((await latchkey.viewer()).apiKey?.id).toBe(broker.apiKeyId)
    // The second secret is not used while the first one works, so it stays PENDING.
    const { secrets } = await funder.latchkey.apiKeys.get(broker.apiKeyId)
    expect(secrets.map(({ state }) => state)).toEqual(['PENDING', 'CURRENT'])

    await new Latchkey({ apiKey: secret, url: `${world.url}/graphql` }).viewer()
    await funder.latchkey.apiKeys.finishRotation(broker.apiKeyId)
    const calls = Array.from({ length: 5 }, (_, nth) =>
      latchkey.submissions.create({ name: `Corner Bakery ${nth}` }),
    )
    expect(new Set((await Promise.all(calls)).map(({ id }) => id)).size).toBe(5)
    // Each call was rejected at most once, and later ones use the new secret at once.
    expect(new Set(retries)).toEqual(new Set(['API_KEY_INVALID 0']))
    retries.length = 0
    await latchkey.withOptions({ timeoutMs: 20_000 }).viewer()
    expect(retries).toEqual([])
  })

  it('calls onRotationDue once for each new time', async () => {
    const broker = await funder.broker('wasp.example')
    const { secret } = await funder.latchkey.apiKeys.rotate(broker.apiKeyId, { graceSeconds: 3_600 })
    const due: KeyRotation[] = []
    const messages: string[] = []
    const write = (message: string) => messages.push(message)
    const latchkey = new Latchkey({
      apiKey: broker.secret,
      url: `${world.url}/graphql`,
      logger: { error: write, warn: write, info: write, debug: write },
      onRotationDue: (rotation) => due.push(rotation),
    })
    await latchkey.viewer()
    expect(due).toEqual([])
    await new Latchkey({ apiKey: secret, url: `${world.url}/graphql` }).viewer()
    const { response } = await latchkey.viewer().withResponse()
    await latchkey.viewer()
    const { secrets } = await funder.latchkey.apiKeys.get(broker.apiKeyId)
    const retiresAt = secrets.find(({ state }) => state === 'RETIRING')?.retiresAt ?? ''
    const dueAt = new Date(retiresAt).toISOString()
    expect(due).toEqual([{ dueAt }])
    expect(response.keyRotation).toEqual({ dueAt })
    expect(messages).toEqual([`[latchkey] The API key was rotated. Deploy its new secret before ${dueAt}.`])
    expect(printed(due) + printed(messages)).not.toContain(broker.secret)
  })

  it('reads the key again from its function', async () => {
    const broker = await funder.broker('hornet.example')
    let current = broker.secret
    const latchkey = new Latchkey({
      apiKey: async () => current,
      url: `${world.url}/graphql`,
      ...silent,
    })
    await latchkey.viewer()
    current = (await funder.latchkey.apiKeys.rotate(broker.apiKeyId, { graceSeconds: 0 })).secret
    expect((await latchkey.viewer()).apiKey?.id).toBe(broker.apiKeyId)
    await world.flushUsage()
    const { addresses } = await funder.latchkey.apiKeys.get(broker.apiKeyId)
    expect(addresses[0]?.userAgent).toMatch(/^latchkey-sdk\//)
  })
})

describe('a list of keys', () => {
  const dead = (keys: readonly string[]) =>
    answering((response, { headers }) => {
      if (keys.includes(String(headers['x-api-key'])))
        problem(response, 401, 'API_KEY_INVALID', 'Not accepted.')
      else data(response, { viewer: { scopes: [] } })
    })
  const sentTo = (server: { requested: readonly { headers: Record<string, unknown> }[] }) =>
    server.requested.map(({ headers }) => headers['x-api-key'])

  it('skips undefined items', async () => {
    await using server = await dead([])
    await new Latchkey({ url: server.url, apiKey: [undefined, apiKey, undefined] }).viewer()
    expect(sentTo(server)).toEqual([apiKey])
  })

  it('rejects with the error of the server when every key is dead, and tries again later', async () => {
    const keys = [apiKey, otherKey]
    await using server = await dead(keys)
    const latchkey = new Latchkey({ url: server.url, apiKey: [apiKey, otherKey], ...silent })
    const error = await thrown(latchkey.viewer())
    expect(error).toBeInstanceOf(LatchkeyProblem)
    expect(error).toMatchObject({ code: 'API_KEY_INVALID', maybeApplied: false })
    expect(sentTo(server)).toEqual([apiKey, otherKey])
    keys.pop()
    await latchkey.viewer()
    expect(sentTo(server).at(-1)).toBe(otherKey)
  })

  it('tries a single key, a token and a function that returns the same key only once', async () => {
    await using server = await inTurn(refused(401, 'API_KEY_INVALID'))
    for (const options of [
      { apiKey },
      { apiKey: [apiKey] },
      { apiKey: () => apiKey },
      { accessToken: 'a.b.c' },
    ])
      await thrown(new Latchkey({ url: server.url, ...options }).viewer())
    expect(server.requested).toHaveLength(4)
  })

  it('stays on its key after other errors', async () => {
    await using server = await inTurn(refused(403, 'IP_NOT_ALLOWED'))
    const latchkey = new Latchkey({ url: server.url, apiKey: [apiKey, otherKey] })
    await thrown(latchkey.viewer())
    await thrown(latchkey.viewer())
    expect(sentTo(server)).toEqual([apiKey, apiKey])
  })

  it('does not repeat a mutation that may have been applied with another key', async () => {
    await using server = await inTurn(cut, refused(401, 'API_KEY_INVALID'))
    const { latchkey } = patient(server.url, { apiKey: [apiKey, otherKey], ...silent })
    expect(await thrown(latchkey.submissions.create(SUBMISSION_INPUT))).toMatchObject({
      code: 'API_KEY_INVALID',
      maybeApplied: true,
    })
    expect(sentTo(server)).toEqual([apiKey, apiKey])
    await thrown(latchkey.viewer())
    expect(sentTo(server)[2]).toBe(otherKey)
  })

  it('sends the same idempotency key with the next secret', async () => {
    await using server = await inTurn(refused(401, 'API_KEY_INVALID'), (response) =>
      data(response, { createSubmission: { id: 'sub_1' } }),
    )
    const { latchkey } = patient(server.url, { apiKey: [apiKey, otherKey], ...silent })
    await latchkey.submissions.create(SUBMISSION_INPUT)
    const keys = server.requested.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toEqual([keys[0], keys[0]])
    expect(sentTo(server)).toEqual([apiKey, otherKey])
  })
})

describe('a function that returns a key', () => {
  it('is called before each attempt, and its mistakes are named', async () => {
    await using server = await inTurn(cut, (response) => data(response, { viewer: { scopes: [] } }))
    let calls = 0
    const { latchkey } = patient(server.url, {
      apiKey: () => {
        calls += 1
        return apiKey
      },
    })
    await latchkey.viewer()
    expect(calls).toBe(2)
    const mistyped = new Latchkey({ url: server.url, apiKey: () => `${apiKey}x` })
    const error = await thrown(mistyped.viewer())
    expect(error).toBeInstanceOf(LatchkeyError)
    expect(error).toHaveProperty('message', expect.stringContaining('incomplete or was mistyped'))
    expect(printed(error)).not.toContain(apiKey)
    expect(server.requested).toHaveLength(2)
  })
})
