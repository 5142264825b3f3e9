// URL of the server that runs on this DATA_DIR: the server writes it, latchkey-admin reads it.
// latchkey-admin uses it as the base of mailed links.

import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { configuredUrl, isWildcardAddress } from '../http/public-url.ts'

/** Timeout for a response from the server that the file names. */
const HEALTH_TIMEOUT_MS = 3_000

function fileIn({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'server.json')
}

/**
 * Writes the address of this listening process to the file; the returned function removes it. If the folder
 * is not writable, the server still starts, and latchkey-admin reports that it found no server.
 */
export async function announceAddress(
  config: Pick<Config, 'dataDir' | 'publicUrl'>,
  address: string,
): Promise<() => Promise<void>> {
  const file = fileIn(config)
  const text = `${JSON.stringify({ pid: process.pid, url: address, publicUrl: config.publicUrl })}\n`
  try {
    await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
    await writeFile(`${file}.${process.pid}`, text)
    await rename(`${file}.${process.pid}`, file)
  } catch {
    return async () => undefined
  }
  return async () => {
    // Another server on the same folder may have overwritten the file.
    if ((await readFile(file, 'utf8').catch(() => '')) === text) await rm(file, { force: true })
  }
}

/** Returns the base URL of mailed links, with a warning for the operator if it is only a guess. */
export async function linkAddress(config: Config): Promise<{ url: string; warning: string | null }> {
  if (config.publicUrl !== null) return { url: config.publicUrl, warning: null }
  const running = await runningServer(config)
  if (running === null) {
    const url = configuredUrl(config)
    return {
      url,
      warning: `No server is running on ${config.dataDir}, so the link starts with ${url}, from HOST and PORT. Set PUBLIC_URL if users reach the server at another address.`,
    }
  }
  if (running.publicUrl !== null) return { url: running.publicUrl, warning: null }
  if (!isWildcardAddress(running.url)) return { url: running.url, warning: null }
  const url = loopbackOf(running.url).origin
  return {
    url,
    warning: `The server listens on all addresses of its machine, so the link starts with ${url}. Set PUBLIC_URL for the server.`,
  }
}

interface RunningServer {
  readonly pid: number
  readonly url: string
  readonly publicUrl: string | null
}

/** Null if no file names a server, or if that server has exited or does not respond. */
async function runningServer(config: Config): Promise<RunningServer | null> {
  const named = serverIn(await readFile(fileIn(config), 'utf8').catch(() => ''))
  if (named === null || !isAlive(named.pid)) return null
  const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS)
  const at = isWildcardAddress(named.url) ? loopbackOf(named.url) : named.url
  const health = await fetch(new URL('/health', at), { signal, redirect: 'error' }).catch(() => null)
  await health?.body?.cancel()
  return health?.ok ? named : null
}

/** A server that listens on all addresses also listens on loopback. */
function loopbackOf(url: string): URL {
  const at = new URL(url)
  at.hostname = at.hostname.startsWith('[') ? '[::1]' : '127.0.0.1'
  return at
}

function serverIn(text: string): RunningServer | null {
  try {
    const given: unknown = JSON.parse(text)
    if (typeof given !== 'object' || given === null || !('pid' in given) || !('url' in given)) return null
    const { pid, url } = given
    const publicUrl = 'publicUrl' in given && typeof given.publicUrl === 'string' ? given.publicUrl : null
    return typeof pid === 'number' && typeof url === 'string' && URL.canParse(url)
      ? { pid, url, publicUrl }
      : null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: the process is alive and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
