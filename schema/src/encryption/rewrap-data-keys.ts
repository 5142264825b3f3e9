// rewrapDataKeys: wraps the data keys of submissions with the current master key. Used by latchkey-admin.

import { Prisma, type PrismaClient } from '@latchkey/prisma'
import { DataKey, type MasterKeys } from './data-key.ts'

interface Row {
  readonly id: string
  readonly dataKey: Uint8Array<ArrayBuffer>
  readonly masterKeyId: string
}

interface Options {
  readonly batchSize?: number
  readonly onBatch?: (rewrapped: number) => void
}

/**
 * Works in batches, each in one statement. It can be stopped at any time and run again: it takes only keys that an
 * earlier master key of the configuration wraps. A server that does not know the newest key yet changes nothing of it.
 * Concurrent changes and erasures win. Returns the number of re-wrapped keys.
 */
export async function rewrapDataKeys(
  prisma: PrismaClient,
  masterKeys: MasterKeys,
  { batchSize = 500, onBatch = () => undefined }: Options = {},
): Promise<number> {
  const earlier = [...masterKeys.keys.keys()].filter((id) => id !== masterKeys.currentId)
  let rewrapped = 0
  let after = ''
  while (earlier.length > 0) {
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT id, data_key AS "dataKey", master_key_id AS "masterKeyId" FROM submission
      WHERE id > ${after} AND master_key_id = ANY (${earlier}) AND data_key IS NOT NULL
      ORDER BY id LIMIT ${batchSize}`
    if (rows.length === 0) break
    const changes = rows.map((row) => {
      const { dataKey, masterKeyId } = DataKey.rewrap(masterKeys, row)
      return Prisma.sql`(${row.id}, ${row.dataKey}::bytea, ${dataKey}::bytea, ${masterKeyId})`
    })
    rewrapped += await prisma.$executeRaw`
      UPDATE submission SET data_key = given.rewrapped, master_key_id = given.master_key_id
      FROM (VALUES ${Prisma.join(changes)}) AS given (id, data_key, rewrapped, master_key_id)
      WHERE submission.id = given.id AND submission.data_key = given.data_key`
    after = rows.at(-1)?.id ?? ''
    onBatch(rewrapped)
  }
  return rewrapped
}
