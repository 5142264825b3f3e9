// sendDashboard: serves the dashboard's pages and assets. Used by the router.
//
// The pages are static shells without data. They load their data from the API with a session or a key.

import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { send } from '../http-response.ts'
import { requireMethod } from '../methods.ts'

interface Shell {
  readonly file: string
  readonly policy: string
}

const DIST = join(import.meta.dirname, '../../../../dashboard/dist')

const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// Monaco adds inline style sheets at run time and draws its squiggles as data: images. The policy allows
// nothing else in addition.
const WITH_MONACO =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const GRAPHIQL: Shell = { file: 'graphiql.html', policy: WITH_MONACO }
const ACCOUNT: Shell = { file: 'account.html', policy: STRICT }

const SHELLS: ReadonlyMap<string, Shell> = new Map([
  ['/graphiql', GRAPHIQL],
  ['/login', ACCOUNT],
  ['/forgot-password', ACCOUNT],
  ['/set-password', ACCOUNT],
  ['/change-password', ACCOUNT],
  ['/mail', ACCOUNT],
])

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
}

/** Sends a page or an asset. Resolves with false if `path` is neither. */
export async function sendDashboard(
  path: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  const shell = SHELLS.get(path)
  // Asset names contain a content hash. Only a page can change under the same name, so browsers must
  // revalidate it.
  if (shell) requireMethod(req, ['GET', 'HEAD'])
  if (shell) return sendFile(res, shell.file, 'text/html', shell.policy, 'no-cache')
  const asset = /^\/assets\/([\w.-]+)$/.exec(path)?.[1]
  const type = asset === undefined ? undefined : TYPES[extname(asset)]
  if (asset === undefined || type === undefined) return false
  // A worker uses the content security policy of the file it is loaded from, so assets need one too. Only GraphiQL has workers.
  return sendFile(res, join('assets', asset), type, WITH_MONACO, 'public, max-age=31536000, immutable')
}

// Caches each build file in memory. Otherwise every slow client would hold its own copy of several megabytes.
const contents = new Map<string, Promise<Buffer | null>>()

/** Resolves with null if the file does not exist. */
async function contentOf(file: string): Promise<Buffer | null> {
  const known = contents.get(file)
  if (known !== undefined) return known
  const reading = readFile(join(DIST, file)).catch(() => null)
  contents.set(file, reading)
  const content = await reading
  if (content === null) contents.delete(file)
  return content
}

async function sendFile(
  res: ServerResponse,
  file: string,
  type: string,
  policy: string,
  caching: string,
): Promise<boolean> {
  const content = await contentOf(file)
  if (content === null) return false
  res.setHeader('content-security-policy', policy)
  res.setHeader('referrer-policy', 'no-referrer')
  res.setHeader('cache-control', caching)
  send(res, 200, `${type}; charset=utf-8`, content)
  return true
}
