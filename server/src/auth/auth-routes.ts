// createAuthRoute: JSON routes under /auth/ (login, logout, passwords). Used by the router.
//
// Latchkey's own pages and programs may call these routes. Pages of other origins may not; the only exception
// is /auth/token, which pages of ALLOWED_ORIGINS may call.

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
    if (run === undefined) throw new Problem('NOT_FOUND', 'Not found. Sign in at /auth/login.')
    // An origin that may call the API may also get a bearer token for it. CORS never allows cookies here.
    if (path === '/auth/token' && handleCors(req, res, allowedOrigins, ['POST', 'OPTIONS'])) return
    requestLog.path = path
    requestLog.authPath = path
    requireMethod(req, ['POST'])
    checkOrigin(req, publicUrl, path === '/auth/token' ? allowedOrigins : [])
    res.setHeader('cache-control', 'no-store')
    const address = addressOf(req)
    // Count after the origin check. Otherwise a page of another site could use up the attempts of its
    // visitors.
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

// Browsers send Origin or Sec-Fetch-Site with every POST; programs send neither.
function checkOrigin({ headers }: IncomingMessage, publicUrl: PublicUrl, allowed: readonly string[]): void {
  const { origin } = headers
  const ofProgram = origin === undefined && headers['sec-fetch-site'] === undefined
  if (ofProgram || publicUrl.isSameOrigin(headers) || (origin !== undefined && allowed.includes(origin)))
    return
  throw new Problem(
    'FORBIDDEN',
    `This origin is not allowed. Send the request from one of Latchkey's own pages at ${publicUrl.url}.`,
  )
}
