// /auth/: logging in and out, and passwords. POST and JSON, for pages of ours and for programs; never for foreign pages.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { readFields } from '../http/body-fields.ts'
import type { AddressOf } from '../http/client-address.ts'
import { handleCors } from '../http/cors.ts'
import { problemOf } from '../http/error-to-problem.ts'
import { type About, send } from '../http/http-response.ts'
import { requireMethod } from '../http/methods.ts'
import type { OwnAddress } from '../http/public-url.ts'
import type { CountAuthAttempt } from '../rate-limit/auth-attempts.ts'
import { type AuthActsOptions, createAuthActs } from './auth-handlers.ts'

interface AuthOptions extends AuthActsOptions {
  readonly own: OwnAddress
  readonly addressOf: AddressOf
  readonly allowedOrigins: readonly string[]
  readonly countAttempt: CountAuthAttempt
}

type AuthRoute = (path: string, req: IncomingMessage, res: ServerResponse, about: About) => Promise<void>

export function createAuthRoute({
  own,
  addressOf,
  allowedOrigins,
  countAttempt,
  ...options
}: AuthOptions): AuthRoute {
  const acts = createAuthActs(options)
  return async (path, req, res, about) => {
    const act = Object.hasOwn(acts, path) ? acts[path] : undefined
    if (act === undefined) throw new Problem('NOT_FOUND', 'Nothing is served here. Log in at /auth/login.')
    // Whoever may call the API from elsewhere may get a bearer token for it, which no cookie takes part in.
    if (path === '/auth/token' && handleCors(req, res, allowedOrigins, ['POST', 'OPTIONS'])) return
    about.path = path
    about.act = path
    requireMethod(req, ['POST'])
    checkOrigin(req, own, path === '/auth/token' ? allowedOrigins : [])
    res.setHeader('cache-control', 'no-store')
    const address = addressOf(req)
    // After the check of the origin: another site's page could use up the attempts of its visitors.
    const forgive = countAttempt(address)
    const answer = await readFields(req)
      .then((fields) => act({ req, res, fields, address, about }))
      .catch((error: unknown) => {
        if (!res.destroyed && problemOf(error).status >= 500) forgive()
        throw error
      })
    forgive()
    if (answer === null) res.writeHead(204).end()
    else send(res, 200, 'application/json; charset=utf-8', JSON.stringify(answer))
  }
}

// Programs say nothing of where they come from; browsers always do.
function checkOrigin({ headers }: IncomingMessage, own: OwnAddress, allowed: readonly string[]): void {
  const { origin } = headers
  const ofProgram = origin === undefined && headers['sec-fetch-site'] === undefined
  if (ofProgram || own.isOwnPage(headers) || (origin !== undefined && allowed.includes(origin))) return
  throw new Problem('FORBIDDEN', `A page may ask this if it is one of Latchkey's own, at ${own.url}.`)
}
