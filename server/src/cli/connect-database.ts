// Opens the server's database for the CLI: DATABASE_URL, or the embedded PostgreSQL.
// The embedded one is used next to a running server, or started if no server runs.

import { findEmbedded, startEmbedded } from '@latchkey/prisma'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { Config } from '../config.ts'
import { usableUrl } from './checks/usable-url.ts'

/**
 * Returns the URL of the server's database, which is available until `opened` is disposed. Creates an
 * embedded cluster only with `create`. `check`: run preflight on DATABASE_URL first.
 */
export async function openConfiguredDatabase(
  { databaseUrl, dataDir }: Config,
  opened: AsyncDisposableStack,
  { create = false, check = true } = {},
): Promise<string> {
  if (databaseUrl !== null) return check ? usableUrl(databaseUrl) : databaseUrl
  const found = await findEmbedded(dataDir)
  if (found.state === 'running') return found.url
  if (found.state === 'none' && !create)
    throw new Problem(
      'UNAVAILABLE',
      `There is no database in ${dataDir} yet. Start the server, or run: npx -y pnpm@12 admin migrate`,
    )
  return startEmbeddedAlone(dataDir, opened)
}

async function startEmbeddedAlone(dataDir: string, opened: AsyncDisposableStack): Promise<string> {
  try {
    // Standard output is reserved for the result.
    const progress = (line: string) => void process.stderr.write(`${line}\n`)
    const starting = startEmbedded({ dataDir, progress })
    // Always stop the PostgreSQL that we start, even if a signal arrives during its start.
    const stop = () => starting.then((embedded) => embedded.stop()).catch(() => undefined)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void stop().finally(() => process.exit(1)))
    const { url } = await starting
    opened.defer(async () => (await starting).stop())
    return url
  } catch (error) {
    // A server may have been started in the meantime.
    const found = await findEmbedded(dataDir)
    if (found.state === 'running') return found.url
    throw error
  }
}
