// All that is served under /auth/, and bodies that would do something there.

import { PASSWORD, type Person } from './person.ts'

export const AUTH_PATHS = [
  '/auth/login',
  '/auth/token',
  '/auth/environment',
  '/auth/logout',
  '/auth/logout-everywhere',
  '/auth/password/forgotten',
  '/auth/password/reset',
  '/auth/password/change',
] as const

/** One that is right, for `person`; of the reset the token is unknown. */
export function bodyFor(path: (typeof AUTH_PATHS)[number], { username }: Pick<Person, 'username'>): object {
  const bodies: Record<typeof path, object> = {
    '/auth/login': { username, password: PASSWORD },
    '/auth/token': { username, password: PASSWORD },
    '/auth/environment': { environment: 'DEVELOPMENT' },
    '/auth/logout': {},
    '/auth/logout-everywhere': {},
    '/auth/password/forgotten': { login: username },
    '/auth/password/reset': { token: 'A'.repeat(43), password: 'planted by somebody else' },
    '/auth/password/change': { currentPassword: PASSWORD, password: 'planted by somebody else' },
  }
  return bodies[path]
}
