// Lender onboarding: the platform creates its account, the OWNER sets a password, PRODUCTION opens.

import { expect, test } from 'vitest'
import { beside, tokenIn } from '../../api/cli/cli-environment.ts'
import { admin } from '../../api/cli/run-cli.ts'
import { createWorld } from '../../support/world.ts'

const PASSWORD = 'harbor lights at half past nine'

test('from `funder create` to a login in PRODUCTION', async () => {
  await using world = await createWorld()
  await using place = await beside(world)
  const run = (...args: string[]) => admin(place.variables, ...args)
  const logIn = (environment: string) =>
    world.post('/auth/token', { username: 'olivia', password: PASSWORD, environment })

  const created = await run(
    ...['funder', 'create', '--name', 'Harbor', '--owner-name', 'Olivia Marsh'],
    ...['--owner-email', 'olivia@harbor.com', '--owner-username', 'olivia'],
  )
  expect(created).toMatchObject({ code: 0, err: '' })
  expect((await logIn('DEVELOPMENT')).body.errors[0].extensions.code).toBe('LOGIN_FAILED')

  const [invitation] = await place.mails()
  const token = tokenIn(invitation?.text ?? '')
  expect((await world.post('/auth/password/reset', { token, password: PASSWORD })).status).toBe(204)
  expect((await world.post('/auth/password/reset', { token, password: PASSWORD })).status).toBe(401)
  // The server notifies the owner too.
  expect((await world.mails()).map(({ to }) => to)).toEqual(['olivia@harbor.com'])

  const { status, body } = await logIn('DEVELOPMENT')
  expect([status, body.environment]).toEqual([200, 'DEVELOPMENT'])
  const viewer = await world.graphql(
    null,
    '{ viewer { environment user { username name role } } }',
    {},
    { headers: { authorization: `Bearer ${body.accessToken}` } },
  )
  expect(viewer.body).toEqual({
    data: {
      viewer: {
        environment: 'DEVELOPMENT',
        user: { username: 'olivia', name: 'Olivia Marsh', role: 'OWNER' },
      },
    },
  })

  expect((await logIn('PRODUCTION')).body.errors[0].extensions.code).toBe('FORBIDDEN')
  expect(await run('open-production', '--funder', 'Harbor')).toMatchObject({ code: 0, err: '' })
  const production = await logIn('PRODUCTION')
  expect([production.status, production.body.environment]).toEqual([200, 'PRODUCTION'])
})
