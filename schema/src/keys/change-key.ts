// Changes a key: what deleting one, switching it off and switching it on have in common.

import type { ApiKeyModel, KeyKind } from '@latchkey/prisma'
import { userIdOf } from '../access/principal.ts'
import { scopeWord } from '../access/scopes.ts'
import { visible } from '../access/visible.ts'
import { checkMay, type Operation } from '../access/who-may.ts'
import type { Transaction } from '../access/write.ts'
import type { Context } from '../context.ts'
import { shownId } from '../ids.ts'
import { Problem } from '../problem.ts'

/** The refusals of `changeable` and `changeKey`: for the `problems` of a mutation. */
export const NOT_CHANGEABLE = ['API_KEY_NOT_FOUND', 'FORBIDDEN'] as const

/**
 * The key, or the Problem that it is unknown, deleted, of the other environment, or another funder's. Asked before any
 * lock, so that nobody can hold up a key that is not his.
 */
export async function changeable(context: Context, id: string): Promise<ApiKeyModel> {
  const { db, principal } = context
  const key = await db.apiKey.findUnique({ where: { id } })
  if (key === null || key.state === 'DELETED' || key.environment !== principal.environment) throw notFound(id)
  if (key.funderId !== principal.funderId)
    throw new Problem('FORBIDDEN', `The API key ${id} belongs to another funder.`)
  checkMayChange(context, key)
  return key
}

/** Whose key it is decides who may change it. */
function checkMayChange({ principal, allowed }: Context, { kind, userId, scopes }: ApiKeyModel): void {
  const operation = OPERATION[kind === 'USER' && userId === userIdOf(principal) ? 'OWN' : kind]
  checkMay(principal, operation)
  allowed.add(operation)
  const wider = scopes.find((scope) => !principal.scopes.has(scope))
  if (kind === 'TIERED' && principal.kind === 'SESSION' && wider !== undefined) {
    throw new Problem('FORBIDDEN', `This key holds ${scopeWord(wider)}, which your role lacks. Ask an ADMIN.`)
  }
}

const OPERATION: Record<KeyKind | 'OWN', Operation> = {
  OWN: 'changeOwnKey',
  USER: 'changeUserKey',
  BROKER: 'changeBrokerKey',
  TIERED: 'changeTieredKey',
}

/** Carries out a change of a key that is `changeable`, under its lock; `change` answers how many rows it found to change. */
export async function changeKey(context: Context, id: string, change: (tx: Transaction) => Promise<number>) {
  await context.write(
    async (tx) => {
      if ((await change(tx)) === 0) throw notFound(id)
    },
    async (tx) => {
      // The row before the fence, as an UPDATE in psql takes them: the two never wait for each other crosswise.
      await tx.$executeRaw`SELECT FROM api_key WHERE id = ${id} FOR NO KEY UPDATE`
      return [id]
    },
  )
  return context.db.apiKey.findFirstOrThrow({ where: { AND: [{ id }, visible.apiKey(context.principal)] } })
}

function notFound(id: string): Problem {
  return new Problem('API_KEY_NOT_FOUND', `There is no API key ${shownId(id)}: mistyped, or deleted already.`)
}
