// The key lookup of peers with a database: prepared, one per request, same pool size as Latchkey.

import { hash } from 'node:crypto'
import { readConfig } from '@latchkey/server/config.ts'
import pg from 'pg'
import { databaseUrl } from './peer.ts'

export interface Row {
  readonly digest: Buffer
  readonly environment: string
  readonly scopes: readonly string[]
  readonly funder_id: string
  readonly broker_id: string | null
  readonly relationship_id: string | null
}

/**
 * Maps a header to its row in the view `credential`, or null. Checks nothing else: no CRC, no expiry, no
 * addresses.
 */
export function createLookUp(): (secret: unknown) => Promise<Row | null> {
  const pool = new pg.Pool({ connectionString: databaseUrl(), max: readConfig({}).databaseConnections })
  return async (secret) => {
    if (typeof secret !== 'string') return null
    const { rows } = await pool.query<Row>({
      name: 'credential',
      text: 'SELECT * FROM credential WHERE digest = $1',
      values: [hash('sha256', secret, 'buffer')],
    })
    return rows[0] ?? null
  }
}
