// sendMailbox: serves /mail/messages, the mails that a development server sent. Used by the router.
//
// The mails contain links that set passwords, so only programs and pages on this machine get them. All other
// callers get 404.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { readMailbox } from '../../mail/folder-mailer.ts'
import { send } from '../http-response.ts'
import { isLocalRequest } from '../local-request.ts'

/**
 * Sends the mails. Resolves with false for another path, without a mail folder, or if the caller is not
 * local.
 */
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
