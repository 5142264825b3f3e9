// Changes what a user may do: what changing the role, disabling and enabling have in common.

import type { Prisma } from '@latchkey/prisma'
import { visible } from '../access/visible.ts'
import type { Context } from '../context.ts'
import { Problem } from '../problem.ts'
import { noUser } from './user.ts'

type Change = Pick<Prisma.UserUncheckedUpdateInput, 'role' | 'status'>

/** Under the user's lock, so that it reaches sessions and USER keys exactly. A funder keeps an active OWNER. */
export async function setUser(context: Context, id: string, change: Change) {
  const { db, principal, write } = context
  const where = { AND: [{ id }, visible.user(principal)] }
  // Before any lock, so that nobody can hold up a user that is not his.
  const known = await db.user.findFirst({ where })
  if (known === null) throw noUser(id)
  const { funderId } = known
  await write(
    async (tx) => {
      await tx.user.update({ where: { id }, data: change })
      if (change.status === 'DISABLED') await tx.passwordToken.deleteMany({ where: { userId: id } })
      return { id }
    },
    async (tx) => {
      // One change of a funder's users at a time: who is an owner is then settled before their rows are locked.
      await tx.$executeRaw`SELECT FROM funder WHERE id = ${funderId} FOR NO KEY UPDATE`
      // All owners, in one order: of two who go at the same time, the second sees that the first has gone.
      const rows = await tx.$queryRaw<{ id: string; owner: boolean }[]>`
        SELECT id, role = 'OWNER' AND status = 'ACTIVE' AS owner FROM "user"
        WHERE funder_id = ${funderId} AND (id = ${id} OR (role = 'OWNER' AND status = 'ACTIVE'))
        ORDER BY id FOR NO KEY UPDATE`
      const owners = rows.filter(({ owner }) => owner).map((row) => row.id)
      const stays = (change.role ?? 'OWNER') === 'OWNER' && change.status !== 'DISABLED'
      if (!stays && owners.length === 1 && owners[0] === id) {
        throw new Problem('LAST_OWNER', 'This is the last active OWNER. Make somebody else OWNER first.')
      }
      return [id]
    },
  )
  return db.user.findFirstOrThrow({ where })
}
