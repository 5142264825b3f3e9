// Doctor check of the secret that signs bearer tokens: it exists and is shared by all servers.

import { readAuthSecret } from '../../auth/auth-secret.ts'
import type { Config } from '../../config.ts'
import { explainError } from '../explain-error.ts'
import { type Finding, failed, note, passed } from './finding.ts'

export async function checkAuthSecret({ authSecret, databaseUrl, dataDir }: Config): Promise<Finding> {
  if (authSecret !== null) return passed('auth', 'AUTH_SECRET is set')
  try {
    await readAuthSecret(dataDir)
  } catch (error) {
    const none = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!none) return failed('auth', explainError(error))
    if (databaseUrl === null) return passed('auth', 'the server creates auth.secret when it starts')
  }
  if (databaseUrl === null) return passed('auth', 'auth.secret exists')
  return note(
    'auth',
    'AUTH_SECRET is not set, so each server creates its own secret in its DATA_DIR. If several servers share the database, set the same AUTH_SECRET on all of them.',
  )
}
