// changeUser: locks and updates a user. Used by the mutations for roles, status and invitations.

import type { Prisma, Role, UserStatus } from '@latchkey/prisma'
import { tenantScope } from '../../auth/tenant-scope.ts'
import type { Context } from '../../context.ts'
import type { EventType } from '../../events/event-types.ts'
import { actorOf, inBothEnvironments, recordEvents } from '../../events/record-event.ts'
import { Problem } from '../../graphql/problem.ts'
import type { Transaction } from '../../transaction/transaction.ts'
import { Issues } from '../../validation/issues.ts'
import { userNotFound } from './user.ts'

interface Change extends Pick<Prisma.UserUncheckedUpdateInput, 'email'> {
  readonly role?: Role
  readonly status?: UserStatus
}

type UserEventType = EventType & `user.${string}`

interface LockedUser {
  readonly id: string
  readonly username: string
  readonly status: UserStatus
  readonly role: Role
  readonly owner: boolean
}

interface Options {
  /** Whether the user must be INVITED. */
  readonly invited?: boolean
  /** Runs after the change, in its transaction. */
  readonly after?: (tx: Transaction) => Promise<void>
}

/**
 * Holds the user's exclusive revocation lock, so that no session or USER key acts on the old state after the
 * commit. Writes an event of `type` if the role or status changes, or if the user must be INVITED. Throws
 * LAST_OWNER if the funder would lose its last active OWNER.
 */
export async function changeUser(
  context: Context,
  id: string,
  type: UserEventType,
  change: (tx: Transaction, user: LockedUser) => Promise<Change> | Change,
  { invited = false, after = async () => undefined }: Options = {},
) {
  const { db, principal, transaction } = context
  const where = { AND: [{ id }, tenantScope.user(principal)] }
  // Check before any lock, so that nobody can block a user of another funder.
  const known = await db.user.findFirst({ where })
  if (known === null) throw userNotFound(id)
  const { funderId } = known
  let data: Change = {}
  let isChanged = false
  await transaction({
    lock: async (tx) => {
      // Serializes user changes per funder, so that the set of owners is stable before their rows are locked.
      await tx.$executeRaw`SELECT FROM funder WHERE id = ${funderId} FOR NO KEY UPDATE`
      // All owners, in one order: if two owners leave at the same time, the second transaction sees the first
      // change.
      const rows = await tx.$queryRaw<LockedUser[]>`
        SELECT id, username, status::text AS status, role::text AS role, role = 'OWNER' AND status = 'ACTIVE' AS owner FROM "user"
        WHERE funder_id = ${funderId} AND (id = ${id} OR (role = 'OWNER' AND status = 'ACTIVE'))
        ORDER BY id FOR NO KEY UPDATE`
      const user = rows.find((row) => row.id === id)
      if (user === undefined) throw userNotFound(id)
      if (invited && user.status !== 'INVITED') throw notInvited(user)
      data = await change(tx, user)
      const { role = user.role, status = user.status } = data
      isChanged = invited || role !== user.role || status !== user.status
      const owners = rows.filter(({ owner }) => owner)
      const stays = (data.role ?? 'OWNER') === 'OWNER' && data.status !== 'DISABLED'
      if (!stays && owners.length === 1 && user.owner) {
        throw new Problem(
          'LAST_OWNER',
          'This is the last active OWNER. Give another user the role OWNER first.',
        )
      }
      return [id]
    },
    run: async (tx) => {
      await tx.user.update({ where: { id }, data })
      if (data.status === 'DISABLED') await tx.passwordToken.deleteMany({ where: { userId: id } })
      await after(tx)
      if (isChanged) {
        const actor = actorOf(principal)
        const { role, status } = data
        const states = {
          ...(role === undefined ? {} : { role }),
          ...(status === undefined ? {} : { status }),
        }
        await recordEvents(tx, inBothEnvironments({ type, funderId, subjectId: id, actor, data: states }))
      }
      return { id }
    },
  })
  return db.user.findFirstOrThrow({ where })
}

function notInvited({ username, status }: LockedUser): Problem {
  const message =
    status === 'DISABLED'
      ? `${username} is DISABLED. Enable the user first (enableUser).`
      : `${username} has already accepted the invitation. To block the user, use disableUser.`
  const issues = new Issues()
  issues.add('id', 'NOT_INVITED', message)
  return new Problem('VALIDATION_FAILED', message, issues.found)
}
