// /mail/messages: what a server in development has sent, for the page /mail. It shows links that set passwords, so
// only a program or a page on this machine gets it; to everybody else nothing is here.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { readMailbox } from '../../mail/folder-mailer.ts'
import { send } from '../http-response.ts'
import { isLocalRequest } from '../local-request.ts'

/** Sends the mails of the folder; false if `path` is another, if there is no folder, or if the caller may not see it. */
export async function sendMailbox(
  path: string,
  folder: string | null,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  if (path !== '/mail/messages' || folder === null || !isLocalRequest(req)) return false
  const mails = await readMailbox(folder)
  res.setHeader('cache-control', 'no-store')
  send(res, 200, 'application/json; charset=utf-8', JSON.stringify(mails))
  return true
}
