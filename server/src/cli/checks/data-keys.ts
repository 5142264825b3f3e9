// Doctor check of the data keys: the master keys here open them, and the current one wraps them all.

import { knownMasterKeys } from '../../auth/master-keys.ts'
import type { Config } from '../../config.ts'
import { type Examine, type Finding, failed, note, passed, summarize } from './finding.ts'

export async function checkDataKeys(
  ask: Examine,
  { encryptionKeys, dataDir }: Pick<Config, 'encryptionKeys' | 'dataDir'>,
): Promise<Finding> {
  const used = await ask<{ id: string; count: number }>(
    `SELECT master_key_id AS id, count(*)::int AS count FROM submission
     WHERE master_key_id IS NOT NULL GROUP BY master_key_id ORDER BY master_key_id`,
  )
  if (used.length === 0) return passed('encryption', 'no submission is encrypted yet')
  const masterKeys = await knownMasterKeys(encryptionKeys, dataDir)
  if (masterKeys === null)
    return note(
      'encryption',
      `not checked: neither ENCRYPTION_KEYS nor ${dataDir}/encryption.key is here. Run this with those of the server.`,
    )
  const missing = used.filter(({ id }) => !masterKeys.keys.has(id))
  if (missing.length > 0)
    return failed(
      'encryption',
      `submissions are encrypted with keys that are missing here: ${summarize(missing.map(({ id }) => id))}. Add them to ENCRYPTION_KEYS.`,
    )
  const older = used.filter(({ id }) => id !== masterKeys.currentId)
  if (older.length > 0)
    return note(
      'encryption',
      `data keys are wrapped with an older master key (${summarize(older.map(({ id, count }) => `${id}: ${count}`))}). When all servers have the new key, run: npx -y pnpm@12 admin rotate-encryption-keys`,
    )
  return passed('encryption', `key ${masterKeys.currentId} wraps all data keys`)
}
