// What people can do under /auth/, path by path: from the fields of a request to what is answered.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Auth } from '@latchkey/schema/accounts/auth-dependencies.ts'
import { changePassword } from '@latchkey/schema/accounts/passwords/change-password.ts'
import { forgotPassword } from '@latchkey/schema/accounts/passwords/request-password-reset.ts'
import { setPassword } from '@latchkey/schema/accounts/passwords/set-password.ts'
import type { NewSession } from '@latchkey/schema/accounts/sessions/create-session.ts'
import { logIn } from '@latchkey/schema/accounts/sessions/log-in.ts'
import { logOut, logOutEverywhere } from '@latchkey/schema/accounts/sessions/log-out.ts'
import { switchEnvironment } from '@latchkey/schema/accounts/sessions/switch-environment.ts'
import { type BearerToken, signBearer } from '@latchkey/schema/auth/bearer-token.ts'
import type { Caller } from '@latchkey/schema/auth/caller.ts'
import type { SessionPrincipal } from '@latchkey/schema/auth/principal.ts'
import { Problem, problemIn } from '@latchkey/schema/graphql/problem.ts'
import type { Write } from '@latchkey/schema/transaction/transaction.ts'
import type { Fields } from '../http/body-fields.ts'
import type { About } from '../http/http-response.ts'
import type { SessionCookie } from '../http/session-cookie.ts'
import type { KeyUse } from '../usage/usage-recorder.ts'
import type { Authenticate, Credential } from './authenticate.ts'

export interface AuthActsOptions {
  readonly auth: Auth
  readonly authenticate: Authenticate
  readonly writeAs: (caller: Caller) => Write
  readonly cookie: SessionCookie
  readonly keyUse: KeyUse
}

interface Asked {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly fields: Fields
  readonly address: string
  readonly about: About
}

/** Answers a JSON value, or null for an answer without a body. */
type Act = (asked: Asked) => Promise<object | null>

/** A request of somebody who is logged in. */
interface Logged {
  readonly session: SessionPrincipal
  readonly credential: Credential
  readonly write: Write
}

/** By path. */
export function createAuthActs({
  auth,
  authenticate,
  writeAs,
  cookie,
  keyUse,
}: AuthActsOptions): Record<string, Act> {
  const acts: Record<string, Act> = {
    '/auth/login': async ({ req, res, fields, address, about }) => {
      const given = credentialsOf(fields)
      // A browser has one session; the one of before would live on unseen.
      // Limits of that session are no reason to refuse a new one.
      const before = cookie.read(req) === null ? null : await loggedOrNot(req).catch(unlessLimited)
      const { user, ...session } = await logIn(auth, given, address)
      if (before !== null) await leave(before)
      about.userId = user.id
      return { ...handOver(res, session), user }
    },

    // For programs: of user name and password, or of the session that asks.
    '/auth/token': async ({ req, fields, address, about }) => {
      if (fields.has('username') || fields.has('password')) {
        const session = await logIn(auth, credentialsOf(fields), address)
        about.userId = session.user.id
        return bearerOf(await signBearer(auth.keys.bearer, session.digest, session.now), session)
      }
      const { session, credential } = await logged(req, about)
      return bearerOf(await signBearer(auth.keys.bearer, credential.digest, session.now), session)
    },

    '/auth/environment': async ({ req, res, fields, address, about }) => {
      const environment = fields.environment('environment')
      fields.refuse()
      const { session, credential, write } = await logged(req, about)
      const opened = await switchEnvironment(write, session, environment, address)
      if (credential.by === 'cookie') return handOver(res, opened)
      return bearerOf(await signBearer(auth.keys.bearer, opened.digest, opened.now), opened)
    },

    '/auth/logout': async ({ req, res, about }) => {
      const before = await loggedOrNot(req, about).catch((error: unknown) => {
        // The session goes on; at least the browser forgets it.
        if (isLimited(error)) cookie.clear(res)
        throw error
      })
      if (before !== null) await leave(before)
      cookie.clear(res)
      return null
    },

    '/auth/logout-everywhere': async ({ req, res, about }) => {
      const { session, write } = await logged(req, about)
      await logOutEverywhere(write, session)
      cookie.clear(res)
      return null
    },

    '/auth/password/forgotten': async ({ fields, address }) => {
      const login = fields.text('login')
      fields.refuse()
      await forgotPassword(auth, login, address)
      return { message: 'If we know it, a mail with a link is on its way. The link works for 30 minutes.' }
    },

    '/auth/password/reset': async ({ fields, address }) => {
      const [token, password] = [fields.text('token'), fields.text('password')]
      fields.refuse()
      await setPassword(auth, token, password, address)
      return null
    },

    '/auth/password/change': async ({ req, res, fields, address, about }) => {
      const given = { currentPassword: fields.text('currentPassword'), password: fields.text('password') }
      fields.refuse()
      const { session, write } = await logged(req, about)
      await changePassword(auth, write, session, given, address)
      cookie.clear(res)
      return null
    },
  }

  async function logged(req: IncomingMessage, about: About): Promise<Logged> {
    const credential = await authenticate(req)
    const { principal } = credential
    if (principal.kind !== 'SESSION') {
      keyUse.answered({ principal, cost: 0, code: 'WRONG_KEY_KIND' })
      throw new Problem('WRONG_KEY_KIND', 'This is for people who have logged in, and not for API keys.')
    }
    about.userId = principal.userId
    const write = writeAs({ ...credential, allowed: new Set(), role: principal.role, request: null })
    return { session: principal, credential, write }
  }

  /** Null for a request without a session that is accepted. */
  function loggedOrNot(req: IncomingMessage, about: About = {}): Promise<Logged | null> {
    return logged(req, about).catch(unlessUnknown)
  }

  /** Ends a session; it may have ended meanwhile. */
  async function leave({ session, write }: Logged): Promise<void> {
    await logOut(write, session).catch(unlessUnknown)
  }

  function handOver(res: ServerResponse, { token, environment, expiresAt, now }: NewSession) {
    cookie.set(res, token, Math.floor((expiresAt.getTime() - now.getTime()) / 1000))
    return { environment, expiresAt: expiresAt.toISOString() }
  }

  return acts
}

function credentialsOf(fields: Fields) {
  const given = {
    username: fields.text('username'),
    password: fields.text('password'),
    environment: fields.environment('environment'),
  }
  fields.refuse()
  return given
}

function bearerOf(
  { token, expiresInSeconds }: BearerToken,
  { environment }: Pick<NewSession, 'environment'>,
) {
  return { accessToken: token, tokenType: 'Bearer', expiresInSeconds, environment }
}

function isLimited(error: unknown): boolean {
  return problemIn(error)?.status === 429
}

function unlessLimited(error: unknown): null {
  if (isLimited(error)) return null
  throw error
}

function unlessUnknown(error: unknown): null {
  if (problemIn(error)?.status === 401) return null
  throw error
}
