// Random user load on two servers: sign-in and sign-out, passwords, roles, environments and keys.

import { expect, it } from 'vitest'
import { countDeadlocks } from '../../support/concurrency/deadlock-count.ts'
import {
  type By,
  byBearer,
  CHANGE_ROLE,
  CREATE_KEY,
  DELETE,
  DISABLE,
  ENABLE,
  KEYS,
  post,
  sendQuery,
  type TimedResult,
  VIEWER,
} from '../../support/concurrency/timed-request.ts'
import { PASSWORD } from '../../support/person.ts'
import { all, count } from '../../support/repeat-counts.ts'
import { createWorld } from '../../support/world.ts'
import { disableLoginLimits } from './unlimited-logins.ts'
import { giveResetToken } from './user-revocations.ts'

const CALLERS = 16
const BROKERS = 6
const ROLES = ['OWNER', 'OWNER', 'OWNER', 'ADMIN', 'ADMIN', 'DEVELOPER', 'VIEWER'] as const
const PASSWORDS = [PASSWORD, 'a short walk to the harbor', 'a ride along the coast']

const nobody: By = () => ({})

/** Possible errors for any session: it has ended, or its user's role has changed. */
const OF_SESSIONS = [null, 'TOKEN_INVALID', 'UNAVAILABLE'] as const
const CODES = {
  logIn: [null, 'LOGIN_FAILED'],
  query: OF_SESSIONS,
  switchEnvironment: OF_SESSIONS,
  logOut: [null, 'UNAVAILABLE'],
  logOutEverywhere: OF_SESSIONS,
  // VALIDATION_FAILED: the new password is the current one.
  changePassword: [...OF_SESSIONS, 'LOGIN_FAILED', 'VALIDATION_FAILED'],
  forget: [null],
  reset: [null, 'TOKEN_INVALID', 'VALIDATION_FAILED'],
  changeRole: [...OF_SESSIONS, 'FORBIDDEN', 'LAST_OWNER'],
  disable: [...OF_SESSIONS, 'FORBIDDEN', 'LAST_OWNER'],
  enable: [...OF_SESSIONS, 'FORBIDDEN'],
  createKey: [...OF_SESSIONS, 'INSUFFICIENT_SCOPE', 'BROKER_KEY_EXISTS'],
  deleteKey: [...OF_SESSIONS, 'INSUFFICIENT_SCOPE', 'API_KEY_NOT_FOUND'],
} as const
type Act = keyof typeof CODES
const ACTS = Object.keys(CODES) as Act[]

const OF_OWNERS: readonly Act[] = ['changeRole', 'disable', 'enable']

/** More frequent than the other actions, so that there is something to revoke. */
const OFTEN: Act[] = ['logIn', 'enable', 'enable', 'changeRole', 'changePassword', 'createKey', 'deleteKey']

interface User {
  readonly id: string
  readonly username: string
  readonly sessions: string[]
  /** The last known value; concurrent actions change it. */
  password: string
}

it('concurrent user operations return only declared errors, and ended sessions stay ended', async () => {
  await using world = await createWorld({ servers: 2, connections: 40 })
  await disableLoginLimits(world)
  const funder = await world.funder({ environment: 'PRODUCTION' })
  for (let index = 0; index < BROKERS; index += 1) await world.directory.know(`broker-${index}.example`)
  const users: User[] = []
  for (const [index, role] of ROLES.entries()) {
    const person = await funder.logsIn({ role, userId: index === 0 ? funder.ownerId : null })
    const { userId: id, username, bearer } = person
    users.push({ id, username, sessions: [bearer], password: PASSWORD })
  }

  const made = new Set<string>()
  const deleted = new Set<string>()
  const ended = new Set<string>()
  const seen = new Map<string, number>()
  const strange: string[] = []
  const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!

  const act = async (wanted: Act): Promise<void> => {
    const address = pick(world.urls)
    // The OWNER role moves between users; these were owners at the start.
    const user = pick(OF_OWNERS.includes(wanted) ? users.slice(0, 3) : users)
    const other = pick(users)
    // Ended sessions are still tried, but less often.
    const alive = user.sessions.filter((one) => !ended.has(one))
    const session = pick([...alive, ...alive, ...alive, ...user.sessions.slice(-4)])
    const what = alive.length === 0 && Math.random() < 0.8 ? 'logIn' : wanted
    const by = byBearer(session)
    // The sessions of both users when the request is sent; these end with it.
    const [own, others] = [[...user.sessions], [...other.sessions]]
    const password = pick([user.password, user.password, pick(PASSWORDS)])
    const next = pick(PASSWORDS)
    const environment = pick(['DEVELOPMENT', 'PRODUCTION'])
    const told = await {
      logIn: () => post(address, '/auth/token', nobody, { username: user.username, password, environment }),
      query: () => sendQuery(address, by, pick([VIEWER, KEYS])),
      switchEnvironment: () => post(address, '/auth/environment', by, { environment }),
      logOut: () => post(address, '/auth/logout', by, {}),
      logOutEverywhere: () => post(address, '/auth/logout-everywhere', by, {}),
      changePassword: () =>
        post(address, '/auth/password/change', by, { currentPassword: password, password: next }),
      forget: () => post(address, '/auth/password/forgotten', nobody, { login: user.username }),
      reset: async () => {
        const token = await giveResetToken(world, user.id)
        return post(address, '/auth/password/reset', nobody, { token, password: next })
      },
      changeRole: () => sendQuery(address, by, CHANGE_ROLE, { id: other.id, role: pick(ROLES) }),
      disable: () => sendQuery(address, by, DISABLE, { id: other.id }),
      enable: () => sendQuery(address, by, ENABLE, { id: other.id }),
      createKey: () =>
        sendQuery(address, by, CREATE_KEY, { email: `sam@broker-${pick([0, 1, 2, 3, 4, 5])}.example` }),
      deleteKey: () => sendQuery(address, by, DELETE, { id: pick([...made]) ?? funder.apiKeyId }),
    }[what]()
    if (!note(what, told)) return
    if (what === 'changePassword' || what === 'reset') user.password = next
    if (what === 'logIn' || what === 'switchEnvironment') user.sessions.push(told.data.accessToken)
    if (what === 'logOut' || what === 'switchEnvironment') ended.add(session)
    if (['logOutEverywhere', 'changePassword', 'reset'].includes(what)) for (const one of own) ended.add(one)
    if (what === 'disable') for (const one of others) ended.add(one)
    if (what === 'createKey') made.add(told.data.createBrokerKey.apiKey.id)
    if (what === 'deleteKey') deleted.add(told.data.deleteApiKey.id)
  }
  /** Records the response. Returns true if the action succeeded. */
  const note = (what: Act, { status, code }: TimedResult): boolean => {
    const answer = `${what} ${code ?? status}`
    seen.set(answer, (seen.get(answer) ?? 0) + 1)
    const codes: readonly (string | null)[] = CODES[what]
    if (!codes.includes(code) || (code === null) !== [200, 204].includes(status)) strange.push(answer)
    return code === null
  }

  let left = count(300, 3_000)
  const caller = async () => {
    while (left > 0) {
      left -= 1
      await act(pick([...ACTS, ...OFTEN]))
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
  console.log(`mixed user operations: ${[...seen].map(([answer, times]) => `${times} ${answer}`).join(', ')}`)

  expect(strange).toEqual([])
  // Guards against a vacuous test: many of the actions succeeded.
  const done = ACTS.map((what) => (seen.get(`${what} 200`) ?? 0) + (seen.get(`${what} 204`) ?? 0))
  expect(done.reduce((sum, times) => sum + times)).toBeGreaterThan(count(60, 500))
  if (all) expect(Math.min(...done)).toBeGreaterThan(0)
  for (const session of ended)
    expect(await sendQuery(pick(world.urls), byBearer(session), VIEWER)).toMatchObject({
      code: 'TOKEN_INVALID',
    })
  const keys = await world.sql(`SELECT id, state FROM api_key WHERE kind = 'BROKER'`)
  expect(new Set(keys.map(({ id }) => id))).toEqual(made)
  expect(new Set(keys.filter(({ state }) => state === 'DELETED').map(({ id }) => id))).toEqual(
    deleted.difference(new Set([funder.apiKeyId])),
  )
  const owners = `SELECT FROM "user" WHERE role = 'OWNER' AND status = 'ACTIVE'`
  expect((await world.sql(owners)).length).toBeGreaterThan(0)
  expect(await countDeadlocks(world)).toBe(0)
})
