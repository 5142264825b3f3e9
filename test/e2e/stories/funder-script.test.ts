// A funder's program that signs in with the SDK and uses operations that require a session.

import { Latchkey, LatchkeyProblem, logIn } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { PASSWORD, passwordHash, tokenIn } from '../../support/person.ts'
import { createWorld } from '../../support/world.ts'

async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(LatchkeyProblem)
  return `${error.status} ${error.code}`
}

test('an owner signs in, manages users, creates keys and submits with each', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const url = `${world.url}/graphql`
  await world.sql('INSERT INTO password VALUES ($1, $2)', funder.ownerId, await passwordHash)
  const [{ username }] = await world.sql('SELECT username FROM "user" WHERE id = $1', funder.ownerId)
  expect(await refusal(logIn({ url, username, password: 'a long walk by the sea' }))).toBe('401 LOGIN_FAILED')
  expect(await refusal(logIn({ url, username, password: PASSWORD, environment: 'PRODUCTION' }))).toBe(
    '403 FORBIDDEN',
  )
  const { accessToken } = await logIn({ url, username, password: PASSWORD })
  const owner = new Latchkey({ url, accessToken })
  expect(await owner.viewer()).toMatchObject({ apiKey: null, user: { id: funder.ownerId, role: 'OWNER' } })

  // Users.
  const dana = { username: 'dana', name: 'Dana Kim', email: 'dana@harbor.example', role: 'VIEWER' } as const
  const { id, ...invited } = await owner.users.invite(dana)
  expect(invited).toMatchObject({ ...dana, status: 'INVITED' })
  expect(await owner.users.revokeInvitation(id)).toMatchObject({ status: 'DISABLED' })
  expect(await owner.users.enable(id)).toMatchObject({ status: 'INVITED' })
  const corrected = await owner.users.resendInvitation(id, { email: 'dana.kim@harbor.example' })
  expect(corrected).toMatchObject({ email: 'dana.kim@harbor.example', status: 'INVITED' })
  const token = tokenIn((await world.mails())[0])
  const set = { token, password: PASSWORD }
  expect((await world.post('/auth/password/reset', set, { headers: { origin: world.url } })).status).toBe(204)
  const viewer = new Latchkey({ url, ...(await logIn({ url, username: 'dana', password: PASSWORD })) })
  expect(await refusal(viewer.users.invite({ ...dana, username: 'other' }))).toBe('403 FORBIDDEN')
  expect((await owner.users.list({ filter: { role: 'VIEWER' } }).page()).nodes).toEqual([
    await owner.users.get(id),
  ])
  expect(await owner.users.changeRole(id, 'UNDERWRITER')).toMatchObject({ id, role: 'UNDERWRITER' })
  expect((await viewer.viewer()).scopes).toContain('SUBMISSIONS')
  expect(await owner.users.disable(id)).toMatchObject({ status: 'DISABLED' })
  expect(await refusal(viewer.viewer())).toBe('401 TOKEN_INVALID')
  expect(await owner.users.enable(id)).toMatchObject({ status: 'ACTIVE' })
  expect(await refusal(funder.latchkey.users.get(id))).toBe('403 WRONG_KEY_KIND')

  // Keys, and a submission with each for a given broker.
  await world.directory.know('bee.example')
  const bee = await owner.apiKeys.createForBroker({ email: 'sam@bee.example' })
  const relationshipId = bee.apiKey.relationship?.id
  const own = await owner.apiKeys.createForUser({ name: 'Nightly import' })
  const tiered = await owner.apiKeys.createTiered({
    name: 'Site',
    tier: 'PUBLIC',
    scopes: ['SUBMISSIONS'],
  })
  expect([own.apiKey.kind, tiered.apiKey.kind]).toEqual(['USER', 'TIERED'])
  for (const { secret } of [own, tiered]) {
    const latchkey = new Latchkey({ url, apiKey: secret })
    const submission = await latchkey.submissions.create({ name: 'Corner Bakery, new oven', relationshipId })
    expect(submission.relationship.id).toBe(relationshipId)
  }
  await owner.submissions.create({ name: 'Corner Bakery, new oven', relationshipId })

  // Update a key. Omitted fields stay unchanged.
  const changed = await owner.apiKeys.update(bee.apiKey.id, { name: 'Bee', scopes: ['SUBMISSIONS_READ'] })
  expect(changed).toMatchObject({ name: 'Bee', scopes: ['SUBMISSIONS_READ'], allowList: [] })
  const broker = new Latchkey({ url, apiKey: bee.secret })
  expect(await refusal(broker.submissions.create({ name: 'Corner Bakery, new oven' }))).toBe(
    '403 INSUFFICIENT_SCOPE',
  )
  expect(await refusal(funder.latchkey.apiKeys.update(bee.apiKey.id, { scopes: ['SUBMISSIONS'] }))).toBe(
    '403 FORBIDDEN',
  )
})

test('a rotation shows both secrets and their use, and ends the old one', async () => {
  await using world = await createWorld()
  const { latchkey } = await world.funder()
  const url = `${world.url}/graphql`
  await world.directory.know('bee.example')
  const { apiKey, secret: old } = await latchkey.apiKeys.createForBroker({ email: 'sam@bee.example' })
  const broker = (secret: string) => new Latchkey({ url, apiKey: secret })

  const first = await latchkey.apiKeys.rotate(apiKey.id)
  expect(await refusal(latchkey.apiKeys.rotate(apiKey.id))).toBe('409 ROTATION_PENDING')
  await latchkey.apiKeys.cancelRotation(apiKey.id)
  expect(await refusal(broker(first.secret).viewer())).toBe('401 API_KEY_INVALID')

  const second = await latchkey.apiKeys.rotate(apiKey.id, { graceSeconds: 3_600 })
  const states = async (using: Latchkey) =>
    (await using.apiKeys.get(apiKey.id)).secrets.map(({ prefix, state }) => `${prefix} ${state}`)
  expect(await states(latchkey)).toEqual([
    `${second.secret.slice(0, 8)} PENDING`,
    `${old.slice(0, 8)} CURRENT`,
  ])
  await broker(second.secret).viewer()
  expect(await states(broker(old))).toEqual([
    `${second.secret.slice(0, 8)} CURRENT`,
    `${old.slice(0, 8)} RETIRING`,
  ])
  expect(await latchkey.apiKeys.finishRotation(apiKey.id)).toMatchObject({
    prefix: second.secret.slice(0, 8),
  })
  expect(await refusal(broker(old).viewer())).toBe('401 API_KEY_INVALID')
  await world.flushUsage()
  const { secrets, rejectedUses } = await latchkey.apiKeys.get(apiKey.id)
  expect(secrets).toMatchObject([{ state: 'CURRENT', retiresAt: null, use: { count: 1 } }])
  expect(secrets[0]?.firstUsedAt).toMatch(/Z$/)
  expect(rejectedUses.map(({ prefix }) => prefix)).toContain(old.slice(0, 8))
  expect(await broker(second.secret).apiKeys.get(apiKey.id)).toMatchObject({ id: apiKey.id })

  const leaked = second.secret
  const { secret } = await latchkey.apiKeys.rotate(apiKey.id, { graceSeconds: 0 })
  expect(await refusal(broker(leaked).viewer())).toBe('401 API_KEY_INVALID')
  expect((await broker(secret).viewer()).apiKey?.id).toBe(apiKey.id)
})
