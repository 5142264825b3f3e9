// The one look-up of credentials, prepared: by digest, for one request or for many at once.

import type { Database } from '@latchkey/prisma'
import type { CredentialRow } from '@latchkey/schema/access/admit.ts'
import type { QueryCredentials } from '@latchkey/schema/access/look-up.ts'

export function queryCredentials(pool: Database['lookUps']): QueryCredentials {
  return async (digests) => {
    const { rows } = await pool.query<CredentialRow & { digest: Buffer }>({
      name: 'credentials',
      text: 'SELECT * FROM credential WHERE digest = ANY($1::bytea[])',
      values: [digests],
    })
    return rows
  }
}
