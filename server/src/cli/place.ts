// The database that the server uses: of DATABASE_URL, or the embedded one, beside a server that runs on it or alone.

import { findEmbedded, startEmbedded } from '@latchkey/prisma'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { Config } from '../config.ts'
import { usableUrl } from './checks/usable-url.ts'

/** The address of the server's database, there until `opened` is closed. Only with `make` is an embedded one made. `check`: whether a given one is examined first. */
export async function openConfiguredDatabase(
  { databaseUrl, dataDir }: Config,
  opened: AsyncDisposableStack,
  { make = false, check = true } = {},
): Promise<string> {
  if (databaseUrl !== null) return check ? usableUrl(databaseUrl) : databaseUrl
  const found = await findEmbedded(dataDir)
  if (found.state === 'running') return found.url
  if (found.state === 'none' && !make)
    throw new Problem(
      'UNAVAILABLE',
      `There is no database in ${dataDir} yet. Start the server, or run: npx -y pnpm@12 admin migrate`,
    )
  return startEmbeddedAlone(dataDir, opened)
}

async function startEmbeddedAlone(dataDir: string, opened: AsyncDisposableStack): Promise<string> {
  try {
    // Standard output belongs to the answer.
    const progress = (line: string) => void process.stderr.write(`${line}\n`)
    const starting = startEmbedded({ dataDir, progress })
    // What we start must not outlive us, also if we are told to stop while it starts.
    const stop = () => starting.then((embedded) => embedded.stop()).catch(() => undefined)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void stop().finally(() => process.exit(1)))
    const { url } = await starting
    opened.defer(async () => (await starting).stop())
    return url
  } catch (error) {
    // A server may have been started since we looked.
    const found = await findEmbedded(dataDir)
    if (found.state === 'running') return found.url
    throw error
  }
}
