// openMasterKeys: encryption keys from ENCRYPTION_KEYS or DATA_DIR/encryption.key. Used by main.ts and the CLI.

import { hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MasterKeys } from '@latchkey/schema/encryption/data-key.ts'

const KEY = /^([a-z0-9]{1,16}):([0-9a-f]{64})$/

/**
 * `given`: ENCRYPTION_KEYS, such as `k2:<64 hex digits>,k1:<64 hex digits>`, the current key first. Null: a key that is
 * generated once in `dataDir`. All servers of one database need the same keys.
 */
export async function openMasterKeys(given: string | null, dataDir: string): Promise<MasterKeys> {
  return masterKeysOf(given ?? (await storedKey(dataDir)))
}

/** The same keys, if they exist already. Null if there are none, or they are malformed. Creates nothing. */
export async function knownMasterKeys(given: string | null, dataDir: string): Promise<MasterKeys | null> {
  const text = given ?? (await readFile(join(dataDir, 'encryption.key'), 'utf8').catch(() => null))
  return text === null ? null : readMasterKeys(text)
}

/** Throws if `text` is malformed. The error does not quote it. */
export function masterKeysOf(text: string): MasterKeys {
  const keys = readMasterKeys(text)
  if (keys === null) throw new Error('The encryption keys are not a list of id:key.')
  return keys
}

/** Null: malformed. Ids have 1 to 16 of a-z and 0-9, keys 64 hex digits. */
export function readMasterKeys(text: string): MasterKeys | null {
  const keys = new Map<string, Uint8Array>()
  for (const part of text.split(',')) {
    const [, id, hex] = KEY.exec(part.trim()) ?? []
    if (id === undefined || hex === undefined || keys.has(id)) return null
    keys.set(id, Buffer.from(hex, 'hex'))
  }
  const [currentId = ''] = keys.keys()
  // The oldest key, so that hashes stay comparable while newer keys are added in front.
  const oldest = [...keys.values()].at(-1) ?? new Uint8Array()
  return {
    currentId,
    keys,
    hashKey: new Uint8Array(hkdfSync('sha256', oldest, '', 'latchkey keyed hash', 32)),
  }
}

async function storedKey(dataDir: string): Promise<string> {
  const file = join(dataDir, 'encryption.key')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  try {
    // 'wx' fails if the file exists, so two servers that start at the same time use the same key.
    await writeFile(file, `k1:${randomBytes(32).toString('hex')}`, { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFile(file, 'utf8')
}
