// All routes under /auth/, and request bodies that have an effect there.

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

/** A valid body for `person`. The token of the password reset is unknown to the server. */
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
