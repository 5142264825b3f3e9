// openAuthKeys: keys derived from AUTH_SECRET or DATA_DIR/auth.secret. Used by main.ts and the CLI.

import { hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuthKeys } from '@latchkey/schema/accounts/auth-dependencies.ts'
import { ConfigError } from '../config.ts'

const MIN_LENGTH = 32

/**
 * `given`: AUTH_SECRET, or null to use the stored secret. All servers of one database need the same secret.
 */
export async function openAuthKeys(given: string | null, dataDir: string): Promise<AuthKeys> {
  return authKeysOf(given ?? (await storedSecret(dataDir)))
}

/** Derives one key per use, so that a leaked key reveals nothing about the others. */
export function authKeysOf(secret: string): AuthKeys {
  const derive = (use: string) => new Uint8Array(hkdfSync('sha256', secret, '', `latchkey ${use}`, 32))
  return {
    bearer: derive('bearer'),
    attempts: derive('attempts'),
    idempotency: derive('idempotency'),
    jobs: derive('jobs'),
    signedAddresses: derive('signed addresses'),
  }
}

async function storedSecret(dataDir: string): Promise<string> {
  const file = fileIn(dataDir)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  try {
    // 'wx' fails if the file exists, so two servers that start at the same time use the same secret.
    await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readAuthSecret(dataDir)
}

/**
 * Reads the stored secret. Rejects if the file is missing, and with ConfigError if the secret is too short.
 */
export async function readAuthSecret(dataDir: string): Promise<string> {
  const file = fileIn(dataDir)
  const secret = await readFile(file, 'utf8')
  // A partial file means that another process was stopped during the write or is still writing. A partial
  // secret can be guessed, and anyone who guesses it can sign tokens.
  if (secret.length < MIN_LENGTH)
    throw new ConfigError(
      `${file} contains fewer than ${MIN_LENGTH} characters. Start the server again; if the error persists, delete the file first.`,
    )
  return secret
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'auth.secret')
}
