// Concurrent password changes, and sign-ins with the old password during a change.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Session, untilBlockedBy, untilWaiting } from '../support/concurrency/database-gates.ts'
import { countDeadlocks } from '../support/concurrency/deadlock-count.ts'
import {
  type By,
  byBearer,
  post,
  sendQuery,
  type TimedResult,
  VIEWER,
} from '../support/concurrency/timed-request.ts'
import { PASSWORD } from '../support/person.ts'
import { count } from '../support/repeat-counts.ts'
import { createWorld, type World } from '../support/world.ts'
import { disableLoginLimits } from './revocation/unlimited-logins.ts'
import { giveResetToken, NEW_PASSWORD } from './revocation/user-revocations.ts'

const nobody: By = () => ({})

let world: World
beforeAll(async () => {
  world = await createWorld({ servers: 2, connections: 70 })
  await disableLoginLimits(world)
})
afterAll(async () => {
  const deadlocks = await countDeadlocks(world)
  await world[Symbol.asyncDispose]()
  expect(deadlocks).toBe(0)
})

const either = (index: number) => world.urls[index % world.urls.length]!
const reset = (index: number, token: string, password: string) =>
  post(either(index), '/auth/password/reset', nobody, { token, password })
const logIn = (index: number, username: string, password: string) =>
  post(either(index), '/auth/token', nobody, { username, password })
const outcome = ({ status, code }: TimedResult) => code ?? status

describe('50 concurrent uses of one reset token', () => {
  const passwords = Array.from({ length: 50 }, (_, index) => `the walk with number ${index}`)

  async function useAtOnce(whileHeld: (userId: string) => Promise<AsyncDisposable | null>) {
    const funder = await world.funder()
    const { userId, username } = await funder.logsIn()
    await post(either(0), '/auth/password/forgotten', nobody, { login: username })
    const mail = (await world.mails()).find(({ to }) => to === `${userId}@funder.example`)
    const token = /#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    const held = await whileHeld(userId)
    const answers = passwords.map((password, index) => reset(index, token, password))
    if (held !== null) {
      await untilWaiting(world, 50)
      await held[Symbol.asyncDispose]()
    }
    const outcomes = (await Promise.all(answers)).map(outcome)
    expect(outcomes.toSorted()).toEqual([204, ...Array(49).fill('TOKEN_INVALID')])
    const logIns = await Promise.all(passwords.map((password, index) => logIn(index, username, password)))
    expect(logIns.map(({ status }) => status === 200)).toEqual(outcomes.map((one) => one === 204))
    expect(await logIn(0, username, PASSWORD)).toMatchObject({ status: 401, code: 'LOGIN_FAILED' })
  }

  it('set exactly one password, which then works', async () => {
    for (let round = 0; round < count(2, 10); round += 1) await useAtOnce(async () => null)
  })

  it('set exactly one password even if all found the token valid', async () => {
    await useAtOnce(async (userId) => {
      const holder = await Session.open(world)
      await holder.sql('BEGIN')
      await holder.sql('SELECT FROM "user" WHERE id = $1 FOR NO KEY UPDATE', userId)
      return holder
    })
  })
})

it('only one of a concurrent reset and change succeeds, and its password works', async () => {
  const funder = await world.funder()
  const outcomes = new Set<string>()
  for (let round = 0; round < count(10, 50); round += 1) {
    const person = await funder.logsIn()
    const token = await giveResetToken(world, person.userId)
    const change = { currentPassword: PASSWORD, password: 'changed on a long walk' }
    const answers = await Promise.all([
      post(either(round), '/auth/password/change', byBearer(person.bearer), change),
      reset(round + 1, token, 'reset on a long walk'),
    ])
    const [changed, wasReset] = answers.map(outcome)
    outcomes.add(`${changed} ${wasReset}`)
    const logIns = [change.password, 'reset on a long walk', PASSWORD].map((password, index) =>
      logIn(index, person.username, password),
    )
    expect((await Promise.all(logIns)).map(({ status }) => status === 200)).toEqual([
      changed === 204,
      wasReset === 204,
      false,
    ])
  }
  // The later request finds its token used, its session ended, or the current password changed.
  for (const one of outcomes)
    expect(['204 TOKEN_INVALID', 'TOKEN_INVALID 204', 'LOGIN_FAILED 204']).toContain(one)
})

describe('a login with the old password', () => {
  const alive = async (logIns: readonly TimedResult[]) => {
    const tokens = logIns.filter(({ status }) => status === 200).map(({ data }) => data.accessToken)
    const requested = tokens.flatMap((token) =>
      world.urls.map((url) => sendQuery(url, byBearer(token), VIEWER)),
    )
    return (await Promise.all(requested)).filter(({ code }) => code !== 'TOKEN_INVALID')
  }

  it('leaves no session at any point of a concurrent reset', async () => {
    const funder = await world.funder()
    let opened = 0
    let refused = 0
    for (let round = 0; round < count(3, 20); round += 1) {
      const { userId, username } = await funder.logsIn()
      const token = await giveResetToken(world, userId)
      let answered = false
      const logIns: Promise<TimedResult>[] = []
      const logInsInTurn = async (first: number) => {
        for (let index = first; !answered; index += 1) {
          const one = logIn(index, username, PASSWORD)
          logIns.push(one)
          await one
        }
        logIns.push(logIn(first, username, PASSWORD))
      }
      const resetAmidst = async () => {
        while (logIns.length < 16) await logIns.at(-1)
        const told = await reset(round, token, NEW_PASSWORD)
        answered = true
        return told
      }
      const [told] = await Promise.all([
        resetAmidst(),
        ...Array.from({ length: 8 }, (_, it) => logInsInTurn(it)),
      ])
      expect(outcome(told)).toBe(204)
      const outcomes = await Promise.all(logIns)
      expect(new Set(outcomes.map(outcome)).difference(new Set([200, 'LOGIN_FAILED']))).toEqual(new Set())
      expect(await alive(outcomes)).toEqual([])
      opened += outcomes.filter(({ status }) => status === 200).length
      refused += outcomes.filter(({ status }) => status === 401).length
      expect(await logIn(round, username, NEW_PASSWORD)).toMatchObject({ status: 200 })
    }
    expect(opened).toBeGreaterThan(0)
    expect(refused).toBeGreaterThan(0)
  })

  it('fails if the password changes before its session is created', async () => {
    const funder = await world.funder()
    const { userId, username } = await funder.logsIn()
    const token = await giveResetToken(world, userId)
    await using holder = await Session.open(world)
    await holder.holdRevocationLock(funder.id)
    const late = logIn(0, username, PASSWORD)
    await holder.untilAwaitedBy(1)
    expect(outcome(await reset(1, token, NEW_PASSWORD))).toBe(204)
    await holder.releaseRevocationLock(funder.id)
    expect(await late).toMatchObject({ status: 401, code: 'LOGIN_FAILED' })
  })

  it('makes the reset wait if its session is about to be committed, and that session ends', async () => {
    const funder = await world.funder()
    const { userId, username } = await funder.logsIn()
    const token = await giveResetToken(world, userId)
    await world.sql(`
      CREATE FUNCTION stop_session() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(1, 2);
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER stop_session AFTER INSERT ON session DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION stop_session()`)
    await using gates = await Session.open(world)
    await gates.close('before the commit')
    const early = logIn(0, username, PASSWORD)
    const [writer] = await gates.untilAwaitedBy(1)
    const told = reset(1, token, NEW_PASSWORD)
    await untilBlockedBy(world, writer!, 1)
    await gates.open('before the commit')
    expect(outcome(await told)).toBe(204)
    expect(outcome(await early)).toBe(200)
    expect(await alive([await early])).toEqual([])
  })
})
