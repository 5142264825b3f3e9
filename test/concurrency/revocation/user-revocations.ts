// The ways to revoke a user, and the errors that the user's sessions and USER keys get afterwards.

import { randomBytes } from 'node:crypto'
import type { Role } from '@latchkey/prisma'
import { sha256 } from '@latchkey/schema/auth/digest.ts'
import {
  type By,
  byBearer,
  CHANGE_ROLE,
  DISABLE,
  post,
  sendQuery,
  type TimedResult,
} from '../../support/concurrency/timed-request.ts'
import { PASSWORD, type Person } from '../../support/person.ts'
import type { World } from '../../support/world.ts'

export interface UserRevocation {
  /** The role of the revoked user. */
  readonly role: Role
  /** The revoked credentials. USER keys survive the end of sessions. */
  readonly of: 'one session' | 'sessions' | 'sessions and keys'
  readonly refusals: readonly string[]
  /** Whether queries are rejected too, not only writes. */
  readonly queries: boolean
  /** Prepares the revocation. Returns the request and its caller. `own` is a session of the user. */
  prepare(world: World, owner: Person, person: Person, own: By): Promise<Revoke>
}

type Revoke = (address: string, onAnswer: () => void) => Promise<TimedResult>

export const NEW_PASSWORD = 'a short walk to the harbor'

const nobody: By = () => ({})

const demotion = (role: Role, refusals: readonly string[]): UserRevocation => ({
  role,
  of: 'sessions and keys',
  refusals,
  queries: false,
  prepare: async (_world, owner, { userId: id }) => {
    return (address, onAnswer) =>
      sendQuery(address, byBearer(owner.bearer), CHANGE_ROLE, { id, role: 'VIEWER' }, onAnswer)
  },
})

const ENDS_SESSIONS = { role: 'OWNER', of: 'sessions', refusals: ['TOKEN_INVALID'], queries: true } as const

export const USER_REVOCATIONS: Record<string, UserRevocation> = {
  'demoting an ADMIN': demotion('ADMIN', ['INSUFFICIENT_SCOPE']),
  'demoting an OWNER': demotion('OWNER', ['INSUFFICIENT_SCOPE', 'FORBIDDEN']),
  'disabling a user': {
    role: 'OWNER',
    of: 'sessions and keys',
    refusals: ['TOKEN_INVALID', 'API_KEY_INVALID'],
    queries: true,
    prepare: async (_world, owner, { userId: id }) => {
      return (address, onAnswer) => sendQuery(address, byBearer(owner.bearer), DISABLE, { id }, onAnswer)
    },
  },
  'resetting a password': {
    ...ENDS_SESSIONS,
    prepare: async (world, _owner, { userId }) => {
      const token = await giveResetToken(world, userId)
      return (address, onAnswer) =>
        post(address, '/auth/password/reset', nobody, { token, password: NEW_PASSWORD }, onAnswer)
    },
  },
  'changing a password': {
    ...ENDS_SESSIONS,
    prepare: async (_world, _owner, _person, own) => {
      const passwords = { currentPassword: PASSWORD, password: NEW_PASSWORD }
      return (address, onAnswer) => post(address, '/auth/password/change', own, passwords, onAnswer)
    },
  },
  'signing out': {
    ...ENDS_SESSIONS,
    of: 'one session',
    prepare: async (_world, _owner, _person, own) => {
      return (address, onAnswer) => post(address, '/auth/logout', own, {}, onAnswer)
    },
  },
  'signing out everywhere': {
    ...ENDS_SESSIONS,
    prepare: async (_world, _owner, _person, own) => {
      return (address, onAnswer) => post(address, '/auth/logout-everywhere', own, {}, onAnswer)
    },
  },
}

/** Creates the one-time token of a reset link, without the mail. */
export async function giveResetToken(world: World, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await world.sql(
    `INSERT INTO password_token (user_id, purpose, digest, expires_at)
     VALUES ($1, 'RESET', $2, app_now() + interval '30 minutes')
     ON CONFLICT (user_id, purpose) DO UPDATE SET digest = EXCLUDED.digest, expires_at = EXCLUDED.expires_at`,
    userId,
    sha256(token),
  )
  return token
}
