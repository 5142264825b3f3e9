// Runs one SQL statement on a new connection.

import { connectionConfig } from '@latchkey/prisma'
import pg from 'pg'

export async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client(connectionConfig(url, 'test'))
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
