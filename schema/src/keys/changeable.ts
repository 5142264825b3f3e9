// Which key a mutation may change, and the lock it takes on it.

import type { ApiKeyModel } from '@latchkey/prisma'
import type { Principal } from '../access/principal.ts'
import type { Transaction } from '../access/write.ts'
import type { Context } from '../context.ts'
import { shownId } from '../ids.ts'
import { Problem } from '../problem.ts'

/** The refusals of `changeable`: for the `problems` of a mutation. */
export const NOT_CHANGEABLE = ['API_KEY_NOT_FOUND', 'FORBIDDEN'] as const

/** The key, or the Problem that it is unknown, deleted, of the other environment, or another funder's. Asked before any lock, so that nobody can hold up a key that is not his. */
export async function changeable({ db, principal }: Context, id: string): Promise<ApiKeyModel> {
  const key = await db.apiKey.findUnique({ where: { id } })
  if (key === null || key.state === 'DELETED' || !sameEnvironment(key, principal)) throw keyNotFound(id)
  if (key.funderId !== principal.funderId)
    throw new Problem('FORBIDDEN', `The API key ${id} belongs to another funder.`)
  return key
}

/** The row before the fence, as an UPDATE in psql takes them: the two never wait for each other crosswise. */
export function lockKey(id: string): (tx: Transaction) => Promise<readonly string[]> {
  return async (tx) => {
    await tx.$executeRaw`SELECT FROM api_key WHERE id = ${id} FOR NO KEY UPDATE`
    return [id]
  }
}

export function keyNotFound(id: string): Problem {
  return new Problem('API_KEY_NOT_FOUND', `There is no API key ${shownId(id)}: mistyped, or deleted already.`)
}

function sameEnvironment(key: ApiKeyModel, principal: Principal): boolean {
  return key.environment === principal.environment
}
