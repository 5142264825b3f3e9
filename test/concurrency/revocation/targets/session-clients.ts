// Sessions of a user in both forms: the bearer token of a program and the cookie of a page.

import { type By, byBearer, byCookie } from '../../../support/concurrency/timed-request.ts'
import { PASSWORD, type Person } from '../../../support/person.ts'
import type { World } from '../../../support/world.ts'

/** Signs in an existing user as a page does. */
export async function cookieOf(world: World, username: string): Promise<By> {
  const answer = await world.post(
    '/auth/login',
    { username, password: PASSWORD },
    { headers: { origin: world.url } },
  )
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
  if (answer.status !== 200) throw new Error(`Login failed: ${JSON.stringify(answer.body)}`)
  return byCookie(cookie)
}

/** Signs in an existing user as a program does. */
export async function bearerOf(world: World, username: string): Promise<By> {
  const { status, body } = await world.post('/auth/token', { username, password: PASSWORD })
  if (status !== 200) throw new Error(`Login failed: ${JSON.stringify(body)}`)
  return byBearer(body.accessToken)
}

/** Creates a new session in both forms. */
export async function bothForms(world: World, { username }: Person): Promise<[bearer: By, cookie: By]> {
  const cookie = await cookieOf(world, username)
  const headers = Object.fromEntries(
    Object.entries(cookie(world.url)).map(([name, value]) => [name, String(value)]),
  )
  const { body } = await world.post('/auth/token', {}, { headers })
  return [byBearer(body.accessToken), cookie]
}
