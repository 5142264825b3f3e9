// The one secret that bearer tokens are signed with: AUTH_SECRET, or one that is made once and kept in DATA_DIR.

import { hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuthKeys } from '@latchkey/schema/accounts/auth-dependencies.ts'
import { ConfigError } from '../config.ts'

const MIN_LENGTH = 32

/** `given`: AUTH_SECRET. Several servers of one database need the same one. */
export async function openAuthKeys(given: string | null, dataDir: string): Promise<AuthKeys> {
  return authKeysOf(given ?? (await storedSecret(dataDir)))
}

/** A key for each use: whoever learned one would know nothing of the others. */
export function authKeysOf(secret: string): AuthKeys {
  const derive = (use: string) => new Uint8Array(hkdfSync('sha256', secret, '', `latchkey ${use}`, 32))
  return { bearer: derive('bearer'), attempts: derive('attempts'), idempotency: derive('idempotency') }
}

async function storedSecret(dataDir: string): Promise<string> {
  const file = fileIn(dataDir)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  try {
    // Only if there is none: two servers that start at once keep the same.
    await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readAuthSecret(dataDir)
}

/** The secret that is kept; rejects if there is none. */
export async function readAuthSecret(dataDir: string): Promise<string> {
  const file = fileIn(dataDir)
  const secret = await readFile(file, 'utf8')
  // Whoever made it was stopped while writing, or writes just now. Anybody could sign by half a secret.
  if (secret.length < MIN_LENGTH)
    throw new ConfigError(
      `${file} holds less than ${MIN_LENGTH} characters. Start the server again; if it says so again, delete the file first.`,
    )
  return secret
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'auth.secret')
}
