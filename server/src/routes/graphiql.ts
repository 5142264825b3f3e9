// GraphiQL: the page of the dashboard package that explores the API. A shell: its requests bring a key of their own.

import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { send } from '../answer.ts'

const DIST = join(import.meta.dirname, '../../../dashboard/dist')

// Monaco writes style sheets while it runs and draws its squiggles as data: images; nothing else is let in.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
}

/** Sends the page or one of its assets; false if `path` is neither. */
export async function sendGraphiql(path: string, res: ServerResponse): Promise<boolean> {
  const asset = /^\/graphiql\/assets\/([\w.-]+)$/.exec(path)?.[1]
  if (path !== '/graphiql' && asset === undefined) return false
  const type = asset === undefined ? 'text/html' : TYPES[extname(asset)]
  const file = asset === undefined ? 'graphiql.html' : join('assets', asset)
  const content = type === undefined ? null : await readFile(join(DIST, file)).catch(() => null)
  if (content === null) return false
  // Workers follow the policy of their own file, so the assets carry it too.
  res.setHeader('content-security-policy', POLICY)
  res.setHeader('referrer-policy', 'no-referrer')
  // The names of assets tell their content; only the page can change under its name.
  res.setHeader('cache-control', asset === undefined ? 'no-cache' : 'public, max-age=31536000, immutable')
  send(res, 200, `${type}; charset=utf-8`, content)
  return true
}
