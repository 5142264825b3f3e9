// createAuthHandlers: one handler per path under /auth/. Used by auth-routes.ts.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AuthDependencies } from '@latchkey/schema/accounts/auth-dependencies.ts'
import { changePassword } from '@latchkey/schema/accounts/passwords/change-password.ts'
import { requestPasswordReset } from '@latchkey/schema/accounts/passwords/request-password-reset.ts'
import { setPassword } from '@latchkey/schema/accounts/passwords/set-password.ts'
import type { NewSession } from '@latchkey/schema/accounts/sessions/create-session.ts'
import { logIn } from '@latchkey/schema/accounts/sessions/log-in.ts'
import { logOut, logOutEverywhere } from '@latchkey/schema/accounts/sessions/log-out.ts'
import { switchEnvironment } from '@latchkey/schema/accounts/sessions/switch-environment.ts'
import { type BearerToken, signBearer } from '@latchkey/schema/auth/bearer-token.ts'
import type { Caller } from '@latchkey/schema/auth/caller.ts'
import type { SessionPrincipal } from '@latchkey/schema/auth/principal.ts'
import { Problem, problemIn } from '@latchkey/schema/graphql/problem.ts'
import type { AuthorizedTransaction } from '@latchkey/schema/transaction/transaction.ts'
import type { Fields } from '../http/body-fields.ts'
import type { RequestLog } from '../http/http-response.ts'
import type { SessionCookie } from '../http/session-cookie.ts'
import type { UsageRecorder } from '../usage/usage-recorder.ts'
import type { Authenticate, Credential } from './authenticate.ts'

export interface AuthHandlersOptions {
  readonly auth: AuthDependencies
  readonly authenticate: Authenticate
  readonly transactionFor: (caller: Caller) => AuthorizedTransaction
  readonly cookie: SessionCookie
  readonly usageRecorder: UsageRecorder
}

interface AuthRequest {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly fields: Fields
  readonly address: string
  readonly requestLog: RequestLog
}

/** Resolves with the JSON body of the response, or null for a response without a body. */
type AuthHandler = (request: AuthRequest) => Promise<object | null>

/** An authenticated session and its authorized transaction. */
interface SignedIn {
  readonly session: SessionPrincipal
  readonly credential: Credential
  readonly transaction: AuthorizedTransaction
}

/** Returns the handlers by path. */
export function createAuthHandlers({
  auth,
  authenticate,
  transactionFor,
  cookie,
  usageRecorder,
}: AuthHandlersOptions): Record<string, AuthHandler> {
  const handlers: Record<string, AuthHandler> = {
    '/auth/login': async ({ req, res, fields, address, requestLog }) => {
      const given = readCredentials(fields)
      // A browser holds one session cookie, so the previous session would stay valid without its user
      // knowing. An exceeded rate limit of the previous session must not prevent a new login.
      const before = cookie.read(req) === null ? null : await findSession(req).catch(unlessLimited)
      const { user, ...session } = await logIn(auth, given, address)
      if (before !== null) await endSession(before)
      requestLog.userId = user.id
      return { ...setSessionCookie(res, session), user }
    },

    // Issues a bearer token to programs, for a user name and password or for the current session.
    '/auth/token': async ({ req, fields, address, requestLog }) => {
      if (fields.has('username') || fields.has('password')) {
        const session = await logIn(auth, readCredentials(fields), address)
        requestLog.userId = session.user.id
        return bearerResponse(await signBearer(auth.keys.bearer, session.digest, session.now), session)
      }
      const { session, credential } = await requireSession(req, requestLog)
      return bearerResponse(await signBearer(auth.keys.bearer, credential.digest, session.now), session)
    },

    '/auth/environment': async ({ req, res, fields, address, requestLog }) => {
      const environment = fields.environment('environment')
      fields.throwIfInvalid()
      const { session, credential, transaction } = await requireSession(req, requestLog)
      const opened = await switchEnvironment(transaction, session, environment, address)
      if (credential.by === 'cookie') return setSessionCookie(res, opened)
      return bearerResponse(await signBearer(auth.keys.bearer, opened.digest, opened.now), opened)
    },

    '/auth/logout': async ({ req, res, requestLog }) => {
      const before = await findSession(req, requestLog).catch((error: unknown) => {
        // The session stays active, but clearing the cookie at least logs this browser out.
        if (isLimited(error)) cookie.clear(res)
        throw error
      })
      if (before !== null) await endSession(before)
      cookie.clear(res)
      return null
    },

    '/auth/logout-everywhere': async ({ req, res, requestLog }) => {
      const { session, transaction } = await requireSession(req, requestLog)
      await logOutEverywhere(transaction, session)
      cookie.clear(res)
      return null
    },

    '/auth/password/forgotten': async ({ fields, address }) => {
      const login = fields.text('login')
      fields.throwIfInvalid()
      await requestPasswordReset(auth, login, address)
      return {
        message:
          'If the account exists, it gets an email with a link that works for 30 minutes. If no email arrives, check the spelling and the spam folder.',
      }
    },

    '/auth/password/reset': async ({ fields, address }) => {
      const [token, password] = [fields.text('token'), fields.text('password')]
      fields.throwIfInvalid()
      await setPassword(auth, token, password, address)
      return null
    },

    '/auth/password/change': async ({ req, res, fields, address, requestLog }) => {
      const given = { currentPassword: fields.text('currentPassword'), password: fields.text('password') }
      fields.throwIfInvalid()
      const { session, transaction } = await requireSession(req, requestLog)
      await changePassword(auth, transaction, session, given, address)
      cookie.clear(res)
      return null
    },
  }

  async function requireSession(req: IncomingMessage, requestLog: RequestLog): Promise<SignedIn> {
    const credential = await authenticate(req)
    const { principal } = credential
    if (principal.kind !== 'SESSION') {
      usageRecorder.answered({ principal, cost: 0, code: 'WRONG_KEY_KIND' })
      throw new Problem(
        'WRONG_KEY_KIND',
        'This operation requires a session. API keys are not accepted; sign in first.',
      )
    }
    requestLog.userId = principal.userId
    const transaction = transactionFor({
      ...credential,
      allowed: new Set(),
      role: principal.role,
      request: null,
    })
    return { session: principal, credential, transaction }
  }

  /** Resolves with null when the request has no valid session (401). */
  function findSession(req: IncomingMessage, requestLog: RequestLog = {}): Promise<SignedIn | null> {
    return requireSession(req, requestLog).catch(unlessUnknown)
  }

  /** Ends a session. Ignores a session that has already ended. */
  async function endSession({ session, transaction }: SignedIn): Promise<void> {
    await logOut(transaction, session).catch(unlessUnknown)
  }

  function setSessionCookie(res: ServerResponse, { token, environment, expiresAt, now }: NewSession) {
    cookie.set(res, token, Math.floor((expiresAt.getTime() - now.getTime()) / 1000))
    return { environment, expiresAt: expiresAt.toISOString() }
  }

  return handlers
}

function readCredentials(fields: Fields) {
  const given = {
    username: fields.text('username'),
    password: fields.text('password'),
    environment: fields.environment('environment'),
  }
  fields.throwIfInvalid()
  return given
}

function bearerResponse(
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
