// /mail/messages: what a server in development has sent, for the page /mail. It shows links that set passwords, so
// only a program or a page on this machine gets it; to everybody else nothing is here.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { send } from '../answer.ts'
import { isLoopback } from '../loopback.ts'
import { readMailbox } from '../ports/mailer-folder.ts'

/** Sends the mails of the folder; false if `path` is another, if there is no folder, or if the caller may not see it. */
export async function sendMailbox(
  path: string,
  folder: string | null,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  if (path !== '/mail/messages' || folder === null || !isFromHere(req)) return false
  const mails = await readMailbox(folder)
  res.setHeader('cache-control', 'no-store')
  send(res, 200, 'application/json; charset=utf-8', JSON.stringify(mails))
  return true
}

/** By these a proxy tells that it is one, whether or not TRUSTED_PROXIES counts it. */
const OF_PROXIES = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'cf-connecting-ip',
  'true-client-ip',
]

function isFromHere({ method = '', headers, socket }: IncomingMessage): boolean {
  if (!['GET', 'HEAD'].includes(method) || !isLoopback(socket.remoteAddress ?? '')) return false
  // A page of a stranger can have its own name point at this machine; its browser still says the name.
  const host = /^(?:\[([\da-f:.]+)\]|([^:@\s]+))(?::\d+)?$/i.exec(headers.host ?? '')
  if (!isLoopback(host?.[1] ?? host?.[2] ?? '')) return false
  // A proxy on this machine brings callers of others.
  if (OF_PROXIES.some((name) => name in headers)) return false
  // A page of ours reads it without an Origin. Of a foreign one, a socket names the Origin and nothing else.
  if ('origin' in headers) return false
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}
