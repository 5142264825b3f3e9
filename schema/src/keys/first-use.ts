// The first use of a secret: the first request that is admitted with it, a query too. In a rotation it makes the new
// secret CURRENT and the old one RETIRING.

import { admit, type CredentialRow, type Presented } from '../access/admit.ts'
import type { SystemWrite } from '../access/write.ts'

/** Throws the Problem of a secret that is not admitted. Repeating it changes nothing. */
export type FirstUse = (presented: Presented, row: CredentialRow) => Promise<void>

export function createFirstUse(system: SystemWrite): FirstUse {
  return (presented, { api_key_id: id }) =>
    system(async (tx) => {
      // The rows before the fence, as an UPDATE in psql takes them.
      await tx.$executeRaw`SELECT FROM secret WHERE api_key_id = ${id} ORDER BY digest FOR NO KEY UPDATE`
      const [row] = await tx.$queryRaw<CredentialRow[]>`
        SELECT * FROM prove(${presented.digest}, ARRAY[${id}]::text[])`
      admit(row ?? null, presented)
      if (row === undefined || row.first_used_at !== null) return
      if (row.secret_state === 'PENDING') {
        await tx.$executeRaw`
          UPDATE secret SET state = 'RETIRING', retires_at = app_now() + make_interval(secs => (
            SELECT grace_seconds FROM secret WHERE digest = ${presented.digest}))
          WHERE api_key_id = ${id} AND state = 'CURRENT'`
      }
      await tx.$executeRaw`
        UPDATE secret SET state = CASE state WHEN 'PENDING' THEN 'CURRENT' ELSE state END, first_used_at = app_now()
        WHERE digest = ${presented.digest}`
    })
}
