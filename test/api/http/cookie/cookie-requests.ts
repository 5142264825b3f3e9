// Sign-in and queries by session cookie, and a world with a signed-in user, for cookie-*.test.ts.

import type { Funder } from '../../../support/actors.ts'
import { cookieOf } from '../../../support/cookies.ts'
import { PASSWORD, type Person } from '../../../support/person.ts'
import { type Answer, createWorld, type World } from '../../../support/world.ts'

export const VIEWER_ID = '{ viewer { user { id } } }'

interface CookieWorld {
  readonly world: World
  readonly funder: Funder
  /** An owner who is signed in. */
  readonly olivia: Person
  /** Olivia's cookie, from an allowed page. */
  readonly cookie: string
}

export async function createCookieWorld(): Promise<CookieWorld> {
  const world = await createWorld()
  const funder = await world.funder()
  const olivia = await funder.logsIn()
  return { world, funder, olivia, cookie: cookieOf(await logIn(world, olivia)) }
}

/** Signs in as an allowed page. */
export function logIn(
  world: World,
  { username }: Pick<Person, 'username'>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const body = { username, password: PASSWORD }
  return world.post('/auth/login', body, { headers: { origin: world.url, ...headers } })
}

/** Sends a query by cookie. */
export function queryByCookie(
  world: World,
  cookie: string,
  headers: Record<string, string> = { origin: world.url },
): Promise<Answer> {
  return world.graphql(null, VIEWER_ID, {}, { headers: { cookie, ...headers } })
}
