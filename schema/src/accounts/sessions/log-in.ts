// logIn: creates a session from user name, password and environment. Used by the auth handlers.

import type { Environment, Role } from '@latchkey/prisma'
import { Problem } from '../../graphql/problem.ts'
import type { AuthDependencies } from '../auth-dependencies.ts'
import { verifyPassword } from '../passwords/password-hash.ts'
import { createSession, type NewSession } from './create-session.ts'
import { takeLoginAttempt } from './login-rate-limiter.ts'

export interface Credentials {
  readonly username: string
  readonly password: string
  readonly environment: Environment
}

export interface LoggedIn extends NewSession {
  readonly user: {
    readonly id: string
    readonly username: string
    readonly name: string
    readonly role: Role
  }
}

/**
 * Sends the same message, computes one hash and runs the same statements for a wrong user name and a wrong
 * password, so that callers cannot tell which one is wrong.
 */
export async function logIn(auth: AuthDependencies, given: Credentials, address: string): Promise<LoggedIn> {
  const username = given.username.trim().toLowerCase()
  const { refund } = await takeLoginAttempt(auth, username, address)
  const found = await findUser(auth, username)
  const hash = found?.hash ?? null
  const right = await verifyPassword(hash, given.password)
  if (!right || found === undefined) throw failed()
  const { id, name, role } = found
  const session = await auth.systemTransaction(async (tx) => {
    // An administrator may be deleting this user in psql. Lock its row before the revocation lock.
    await tx.$executeRaw`SELECT FROM "user" WHERE id = ${id} FOR KEY SHARE`
    await tx.$executeRaw`SELECT revocation_lock_shared(${found.funderId})`
    await tx.$executeRaw`SELECT revocation_lock_shared(${id})`
    // Check under the lock, so that a replaced password or a disabled user cannot sign in.
    const still = await tx.user.count({
      where: { id, status: 'ACTIVE', password: { hash: hash ?? '' }, funder: { status: 'ACTIVE' } },
    })
    if (still === 0) throw failed()
    return createSession(tx, { userId: id, environment: given.environment, address, expiresAt: null })
  })
  await refund()
  return { ...session, user: { id, username, name, role } }
}

interface FoundUser {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly funderId: string
  readonly hash: string | null
}

/** One statement. Prisma's `include` sends a second one only if the first finds a user. */
async function findUser(
  { systemTransaction }: AuthDependencies,
  username: string,
): Promise<FoundUser | undefined> {
  const [user] = await systemTransaction(
    (tx) => tx.$queryRaw<FoundUser[]>`
      SELECT u.id, u.name, u.role, u.funder_id AS "funderId", p.hash
      FROM "user" u LEFT JOIN password p ON p.user_id = u.id WHERE u.username = ${username}`,
  )
  return user
}

function failed(): Problem {
  return new Problem(
    'LOGIN_FAILED',
    'The user name or password is incorrect. If you forgot your password, request a reset link by email.',
  )
}
