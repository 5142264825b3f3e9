// /auth/: logging in and out, and passwords. POST and JSON, for pages of ours and for programs; never for foreign pages.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { readFields } from '../http/body-fields.ts'
import type { AddressOf } from '../http/client-address.ts'
import { handleCors } from '../http/cors.ts'
import { toProblem } from '../http/error-to-problem.ts'
import { type RequestLog, send } from '../http/http-response.ts'
import { requireMethod } from '../http/methods.ts'
import type { PublicUrl } from '../http/public-url.ts'
import type { CountAuthAttempt } from '../rate-limit/auth-attempts.ts'
import { type AuthHandlersOptions, createAuthHandlers } from './auth-handlers.ts'

interface AuthOptions extends AuthHandlersOptions {
  readonly publicUrl: PublicUrl
  readonly addressOf: AddressOf
  readonly allowedOrigins: readonly string[]
  readonly countAttempt: CountAuthAttempt
}

type AuthRoute = (
  path: string,
  req: IncomingMessage,
  res: ServerResponse,
  requestLog: RequestLog,
) => Promise<void>

export function createAuthRoute({
  publicUrl,
  addressOf,
  allowedOrigins,
  countAttempt,
  ...options
}: AuthOptions): AuthRoute {
  const handlers = createAuthHandlers(options)
  return async (path, req, res, requestLog) => {
    const run = Object.hasOwn(handlers, path) ? handlers[path] : undefined
    if (run === undefined) throw new Problem('NOT_FOUND', 'Nothing is served here. Log in at /auth/login.')
    // Whoever may call the API from elsewhere may get a bearer token for it, which no cookie takes part in.
    if (path === '/auth/token' && handleCors(req, res, allowedOrigins, ['POST', 'OPTIONS'])) return
    requestLog.path = path
    requestLog.authPath = path
    requireMethod(req, ['POST'])
    checkOrigin(req, publicUrl, path === '/auth/token' ? allowedOrigins : [])
    res.setHeader('cache-control', 'no-store')
    const address = addressOf(req)
    // After the check of the origin: another site's page could use up the attempts of its visitors.
    const forgive = countAttempt(address)
    const answer = await readFields(req)
      .then((fields) => run({ req, res, fields, address, requestLog }))
      .catch((error: unknown) => {
        if (!res.destroyed && toProblem(error).status >= 500) forgive()
        throw error
      })
    forgive()
    if (answer === null) res.writeHead(204).end()
    else send(res, 200, 'application/json; charset=utf-8', JSON.stringify(answer))
  }
}

// Programs say nothing of where they come from; browsers always do.
function checkOrigin({ headers }: IncomingMessage, publicUrl: PublicUrl, allowed: readonly string[]): void {
  const { origin } = headers
  const ofProgram = origin === undefined && headers['sec-fetch-site'] === undefined
  if (ofProgram || publicUrl.isSameOrigin(headers) || (origin !== undefined && allowed.includes(origin)))
    return
  throw new Problem('FORBIDDEN', `A page may ask this if it is one of Latchkey's own, at ${publicUrl.url}.`)
}
