// Doctor check of the secret that signs bearer tokens: it exists and is shared by all servers.

import { readAuthSecret } from '../../auth/auth-secret.ts'
import type { Config } from '../../config.ts'
import { explainError } from '../explain-error.ts'
import { type Finding, note, passed, wrong } from './finding.ts'

export async function checkAuthSecret({ authSecret, databaseUrl, dataDir }: Config): Promise<Finding> {
  if (authSecret !== null) return passed('auth', 'AUTH_SECRET is set')
  try {
    await readAuthSecret(dataDir)
  } catch (error) {
    const none = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!none) return wrong('auth', explainError(error))
    if (databaseUrl === null) return passed('auth', 'auth.secret is made when the server starts')
  }
  if (databaseUrl === null) return passed('auth', 'auth.secret is there')
  return note(
    'auth',
    'AUTH_SECRET is not set: a server makes a secret of its own in its DATA_DIR. Several servers of one database need the same: set it.',
  )
}
