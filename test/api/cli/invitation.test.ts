// user resend-invitation, user revoke-invitation: only for INVITED users.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../../support/world.ts'
import { beside, type Tenant, tokenIn } from './cli-environment.ts'
import { admin, adminJson } from './run-cli.ts'

let world: World
let place: Tenant
beforeAll(async () => {
  world = await createWorld()
  place = await beside(world)
})
afterAll(async () => {
  await place[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const create = (username: string) =>
  adminJson(
    place.variables,
    ...['funder', 'create', '--name', `Of ${username}`, '--owner-name', 'Olivia Marsh'],
    ...['--owner-email', `${username}@harbor.com`, '--owner-username', username],
  )
const newestToken = async () => tokenIn((await place.mails())[0]?.text ?? '')
const choose = async (token: string) =>
  (await world.post('/auth/password/reset', { token, password: 'harbor lights at half past nine' })).status

test('sends a new link, which makes the user ACTIVE, and invalidates the earlier one', async () => {
  const { owner } = await create('olivia')
  const first = await newestToken()
  const ran = await admin(place.variables, 'user', 'resend-invitation', '--user', 'Olivia', '--json')
  expect(ran).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(ran.out)).toMatchObject({
    user: { id: owner.id, username: 'olivia', status: 'INVITED' },
    mail: { to: 'olivia@harbor.com', sent: true },
  })
  const second = await newestToken()
  expect(ran.out).not.toContain(second)
  expect([await choose(first), await choose(second)]).toEqual([401, 204])
  const sent = (await place.mails()).length
  for (const command of ['resend-invitation', 'revoke-invitation'])
    expect(await adminJson(place.variables, 'user', command, '--user', 'olivia')).toMatchObject({
      code: 'VALIDATION_FAILED',
      issues: [
        {
          path: 'user',
          code: 'NOT_INVITED',
          message: 'olivia is ACTIVE. Only users who are INVITED have an invitation.',
        },
      ],
    })
  expect((await place.mails()).length).toBe(sent)
})

test('revoking an invitation invalidates the link and disables the user', async () => {
  const { owner } = await create('sam')
  const token = await newestToken()
  const told = await admin(place.variables, 'user', 'revoke-invitation', '--user', owner.id)
  expect(told).toMatchObject({ code: 0, err: '' })
  expect(told.out).toBe(`Revoked the invitation of sam (${owner.id}) of Of sam. The user is DISABLED.\n`)
  expect(await choose(token)).toBe(401)
  expect(await world.sql('SELECT status::text FROM "user" WHERE id = $1', owner.id)).toEqual([
    { status: 'DISABLED' },
  ])
})
