// createFirstUseRecorder: records the first use of a secret. Used by authentication.

import type { SecretState } from '@latchkey/prisma'
import type { Caller } from '../../auth/caller.ts'
import type { CredentialRow, PresentedCredential } from '../../auth/verify-credential.ts'
import { recordEvents } from '../../events/record-event.ts'
import { problemIn } from '../../graphql/problem.ts'
import type { AuthorizedTransaction } from '../../transaction/transaction.ts'
import { keyEvent } from '../key-event.ts'

/**
 * Runs on the first authenticated request of a secret, queries included. During a rotation it makes the new
 * secret CURRENT and the old one RETIRING. Throws a Problem if the secret is not accepted. Idempotent.
 */
export type RecordFirstUse = (presented: PresentedCredential, row: CredentialRow) => Promise<void>

interface InFlightUse {
  readonly done: Promise<void>
  /** The attempt shared by all requests that arrived while this one runs. */
  next: Promise<void> | null
}

export function createFirstUseRecorder(
  transactionFor: (caller: Caller) => AuthorizedTransaction,
): RecordFirstUse {
  // Many requests may use a new secret at the same time: one records the use, the others wait without a
  // database connection.
  const inFlight = new Map<string, InFlightUse>()

  function begin(name: string, use: () => Promise<void>): Promise<void> {
    const one = { done: use().finally(() => inFlight.delete(name)), next: null }
    inFlight.set(name, one)
    return one.done
  }

  return (presented, { api_key_id: id, role }) => {
    if (id === null) throw new Error('This credential is not an API key.')
    const caller = { ...presented, allowed: new Set<never>(), role, request: null }
    const use = () => recordFirstUse(transactionFor(caller), presented.digest, id)
    const name = `${Buffer.from(presented.digest).toString('hex')} ${presented.address}`
    const one = inFlight.get(name)
    if (one === undefined) return begin(name, use)
    one.next ??= one.done.catch((error: unknown) => {
      if (problemIn(error)?.code === 'UNAVAILABLE') throw error
      // The failed attempt may have read an older state. Try once more.
      return begin(name, use)
    })
    return one.next
  }
}

async function recordFirstUse(
  transaction: AuthorizedTransaction,
  digest: Uint8Array<ArrayBuffer>,
  id: string,
): Promise<void> {
  await transaction({
    lock: async (tx) => {
      // Row locks before the revocation lock, in the order of an UPDATE in psql; the key's row first, like a
      // DELETE.
      await tx.$executeRaw`SELECT FROM api_key WHERE id = ${id} FOR NO KEY UPDATE`
      await tx.$executeRaw`SELECT FROM secret WHERE api_key_id = ${id} ORDER BY digest FOR NO KEY UPDATE`
      return [id]
    },
    run: async (tx) => {
      const [secret] = await tx.$queryRaw<{ state: SecretState; used: boolean }[]>`
        SELECT state, first_used_at IS NOT NULL AS used FROM secret WHERE digest = ${digest}`
      if (secret?.used !== false) return { id }
      if (secret.state === 'PENDING') {
        await tx.$executeRaw`
          UPDATE secret SET state = 'RETIRING', retires_at = app_now() + make_interval(secs => (
            SELECT grace_seconds FROM secret WHERE digest = ${digest}))
          WHERE api_key_id = ${id} AND state = 'CURRENT'`
        const key = await tx.apiKey.findUniqueOrThrow({ where: { id } })
        const actor = { kind: 'API_KEY', id } as const
        await recordEvents(tx, [keyEvent('api_key.rotation_finished', key, actor, { firstUse: true })])
      }
      await tx.$executeRaw`
        UPDATE secret SET state = CASE state WHEN 'PENDING' THEN 'CURRENT' ELSE state END, first_used_at = app_now()
        WHERE digest = ${digest}`
      return { id }
    },
  })
}
