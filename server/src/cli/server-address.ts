// The address of the server that runs on this DATA_DIR: the server writes it while it listens, latchkey-admin reads it
// for the links that it mails.

import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { configuredUrl, isWildcardAddress } from '../http/public-url.ts'

/** How long a server that is named in the file has to answer. */
const PATIENCE_MS = 3_000

function fileIn({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'server.json')
}

/**
 * Writes down that this process listens at `address`; the answer removes that again. A folder that cannot be written is
 * no reason not to serve: then latchkey-admin says that it found no server.
 */
export async function announceAddress(
  config: Pick<Config, 'dataDir'>,
  address: string,
): Promise<() => Promise<void>> {
  const file = fileIn(config)
  const text = `${JSON.stringify({ pid: process.pid, url: address })}\n`
  try {
    await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
    await writeFile(`${file}.${process.pid}`, text)
    await rename(`${file}.${process.pid}`, file)
  } catch {
    return async () => undefined
  }
  return async () => {
    // Another server on the same folder may have written its own since.
    if ((await readFile(file, 'utf8').catch(() => '')) === text) await rm(file, { force: true })
  }
}

/** What mailed links begin with, and what to tell the operator when that is only a guess. */
export async function linkAddress(config: Config): Promise<{ url: string; warning: string | null }> {
  const running = config.publicUrl === null ? await runningAddress(config) : null
  if (running !== null && !isWildcardAddress(running)) return { url: running, warning: null }
  const url = configuredUrl(config)
  if (config.publicUrl !== null || running !== null) return { url, warning: null }
  return {
    url,
    warning: `No server runs on ${config.dataDir}, so the link begins with ${url}, by HOST and PORT. Set PUBLIC_URL if people reach the server elsewhere.`,
  }
}

/** Null when no file names a server, or when that server has ended or does not answer. */
async function runningAddress(config: Config): Promise<string | null> {
  const named = addressIn(await readFile(fileIn(config), 'utf8').catch(() => ''))
  if (named === null || !isAlive(named.pid)) return null
  const signal = AbortSignal.timeout(PATIENCE_MS)
  // Where it listens everywhere, it answers here as well.
  const at = new URL(named.url)
  if (isWildcardAddress(named.url)) at.hostname = at.hostname.startsWith('[') ? '[::1]' : '127.0.0.1'
  const health = await fetch(new URL('/health', at), { signal, redirect: 'error' }).catch(() => null)
  await health?.body?.cancel()
  return health?.ok ? named.url : null
}

function addressIn(text: string): { pid: number; url: string } | null {
  try {
    const { pid, url } = { pid: null, url: null, ...JSON.parse(text) } as { pid: unknown; url: unknown }
    return typeof pid === 'number' && typeof url === 'string' && URL.canParse(url) ? { pid, url } : null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Of another user, and alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
