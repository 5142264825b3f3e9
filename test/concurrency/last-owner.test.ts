// Owners demote or disable each other concurrently: a funder always keeps one.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { Session, untilWaiting } from '../support/concurrency/database-gates.ts'
import { countDeadlocks } from '../support/concurrency/deadlock-count.ts'
import {
  byBearer,
  CHANGE_ROLE,
  DISABLE,
  sendQuery,
  type TimedResult,
} from '../support/concurrency/timed-request.ts'
import type { Person } from '../support/person.ts'
import { count } from '../support/repeat-counts.ts'
import { createWorld, type World } from '../support/world.ts'
import { countOwners, withOwners } from './owner-counts.ts'

type Act = (by: Person, mutationById: Person, server: number) => Promise<TimedResult>

let world: World
beforeAll(async () => {
  world = await createWorld({ servers: 2, connections: 20 })
})
afterAll(async () => {
  const deadlocks = await countDeadlocks(world)
  await world[Symbol.asyncDispose]()
  expect(deadlocks).toBe(0)
})

const urlOf = (server: number) => world.urls[server % world.urls.length]!
const demotes: Act = (by, { userId: id }, server) =>
  sendQuery(urlOf(server), byBearer(by.bearer), CHANGE_ROLE, { id, role: 'VIEWER' })
const disables: Act = (by, { userId: id }, server) =>
  sendQuery(urlOf(server), byBearer(by.bearer), DISABLE, { id })
const outcome = ({ status, code }: TimedResult) => code ?? status

/** The errors of the late request: there is no other owner, or the caller is no longer an owner. */
const REFUSALS = ['LAST_OWNER', 'FORBIDDEN', 'TOKEN_INVALID']

it.each([
  { what: 'demote each other', acts: [demotes, demotes] },
  { what: 'disable each other', acts: [disables, disables] },
  { what: 'disable and demote each other', acts: [disables, demotes] },
])('only one of two owners succeeds when they $what', async ({ acts }) => {
  for (let round = 0; round < count(8, 30); round += 1) {
    const { funder, owners } = await withOwners(world, 2)
    const [one, two] = owners as [Person, Person]
    const [first, second] = acts as [Act, Act]
    const outcomes = (await Promise.all([first(one, two, round), second(two, one, round + 1)])).map(outcome)
    expect(outcomes.filter((told) => told === 200)).toHaveLength(1)
    for (const told of outcomes) expect([200, ...REFUSALS]).toContain(told)
    expect(await countOwners(funder)).toBe(1)
  }
})

it.each([2, 3])('only the last of %i owners cannot give up the role', async (many) => {
  for (let round = 0; round < count(5, 20); round += 1) {
    const { funder, owners } = await withOwners(world, many)
    const acts = owners.map((owner, index) => (index % 2 === 0 ? demotes : disables)(owner, owner, index))
    const outcomes = (await Promise.all(acts)).map(outcome)
    expect(outcomes.filter((told) => told !== 200)).toEqual(['LAST_OWNER'])
    expect(await countOwners(funder)).toBe(1)
  }
})

it('keeps at least one of three owners when all demote or disable each other', async () => {
  for (let round = 0; round < count(5, 20); round += 1) {
    const { funder, owners } = await withOwners(world, 3)
    const acts = owners.flatMap((by) =>
      owners.map(async (mutationById, index) => {
        const told = await (index % 2 === 0 ? demotes : disables)(by, mutationById, index + round)
        return { mutationById, told: outcome(told) }
      }),
    )
    const answers = await Promise.all(acts)
    for (const { told } of answers) expect([200, ...REFUSALS]).toContain(told)
    const gone = new Set(answers.filter(({ told }) => told === 200).map(({ mutationById }) => mutationById))
    expect(gone.size).toBeLessThan(3)
    expect(await countOwners(funder)).toBe(3 - gone.size)
  }
})

it('does not deadlock when another user becomes an owner at the same time', async () => {
  await using own = await createWorld()
  const funder = await own.funder()
  // Rows are locked in id order: this user comes first.
  const early = await funder.logsIn({ userId: funder.ownerId })
  const [by, mutationById] = [await funder.logsIn(), await funder.logsIn()]
  await own.sql(`UPDATE "user" SET role = 'VIEWER' WHERE id = $1`, early.userId)
  const other = await funder.logsIn({ role: 'VIEWER' })
  const changes = (userId: string, role: string) =>
    sendQuery(own.url, byBearer(by.bearer), CHANGE_ROLE, { id: userId, role })
  await using holder = await Session.open(own)
  await holder.holdRevocationLock(early.userId)
  await holder.holdRevocationLock(mutationById.userId)
  // It locks the rows of all owners and of the new owner.
  const promotion = changes(early.userId, 'OWNER')
  await holder.untilAwaitedBy(1)
  // It waits for these rows.
  const demotion = changes(mutationById.userId, 'VIEWER')
  await untilWaiting(own, 2)
  await holder.releaseRevocationLock(early.userId)
  expect(outcome(await promotion)).toBe(200)
  await holder.untilAwaitedBy(1)
  // Without the id order it would lock the row of the new owner and wait for the rows of the others.
  const another = changes(other.userId, 'DEVELOPER')
  await untilWaiting(own, 2)
  await holder.releaseRevocationLock(mutationById.userId)
  expect((await Promise.all([demotion, another])).map(outcome)).toEqual([200, 200])
  expect(await countDeadlocks(own)).toBe(0)
})
