// Checks of values of variables. Used by sections.ts.

import { isAbsolute, resolve } from 'node:path'
import { databaseUrlProblem } from '@latchkey/prisma'
import type { z } from 'zod'

/** Resolves a relative DATA_DIR from the root of the repository, not from the current directory. */
export function fromRoot(folder: string): string {
  return isAbsolute(folder) ? folder : resolve(import.meta.dirname, '../../..', folder)
}

export function checkDatabaseUrl(given: string, context: z.RefinementCtx<string>): void {
  const problem = databaseUrlProblem(given)
  // The message of a variable continues its name.
  if (problem !== null) context.addIssue(problem.replace(/^DATABASE_URL /, ''))
}

// A password with an unencoded # or / splits the URL: the rest becomes the fragment or path, and the start of
// the password becomes the host, which connection errors name. So a URL with a fragment or with a path other
// than a database number is rejected.
export function isRedisUrl(given: string): boolean {
  if (!URL.canParse(given)) return false
  const { protocol, hash, pathname } = new URL(given)
  return /^rediss?:$/.test(protocol) && hash === '' && /^\/?\d*$/.test(pathname)
}

export function isWebUrl(given: string): boolean {
  return URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)
}

export function isOrigin(given: string): boolean {
  return isWebUrl(given) && new URL(given).origin === given
}
