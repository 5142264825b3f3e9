// Owners removed concurrently in psql: the database itself keeps one owner.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { Session, untilWaiting } from '../support/concurrency/database-gates.ts'
import { byBearer, CHANGE_ROLE, sendQuery } from '../support/concurrency/timed-request.ts'
import type { Person } from '../support/person.ts'
import { count } from '../support/repeat-counts.ts'
import { createWorld, type World } from '../support/world.ts'
import { countOwners, withOwners } from './owner-counts.ts'

const DEMOTE = `UPDATE "user" SET role = 'VIEWER' WHERE id = $1`
const GO = [DEMOTE, `UPDATE "user" SET status = 'DISABLED' WHERE id = $1`, 'DELETE FROM "user" WHERE id = $1']
// The trigger's own error, the error of a deadlock victim, and the serialization failure of a snapshot that
// is too old.
const CODES = ['23514', '40P01', '40001']

let world: World
beforeAll(async () => {
  world = await createWorld({ servers: 2 })
})
afterAll(() => world[Symbol.asyncDispose]())

it.each(['read committed', 'repeatable read', 'serializable'])(
  'keeps one of two owners who are removed concurrently at isolation level %s',
  async (isolation) => {
    for (const go of Array.from({ length: count(1, 5) }, () => GO).flat()) {
      const { funder, owners } = await withOwners(world, 2)
      const goes = owners.map(async ({ userId }) => {
        await using psql = await Session.open(world)
        await psql.sql(`BEGIN ISOLATION LEVEL ${isolation}`)
        const told = await psql.tries(go, userId)
        return told === 'done' ? await psql.tries('COMMIT') : told
      })
      const outcomes = await Promise.all(goes)
      expect(outcomes.filter((told) => told === 'done')).toHaveLength(1)
      for (const told of outcomes) expect(['done', ...CODES]).toContain(told)
      expect(await countOwners(funder)).toBe(1)
    }
  },
)

it('one of two concurrent demotions is the deadlock victim and stays an owner', async () => {
  const { funder, owners } = await withOwners(world, 2)
  await using holder = await Session.open(world)
  for (const { userId } of owners) await holder.holdRevocationLock(userId)
  const goes = owners.map(async ({ userId }) => {
    await using psql = await Session.open(world)
    return await psql.tries(DEMOTE, userId)
  })
  await untilWaiting(world, 2)
  for (const { userId } of owners) await holder.releaseRevocationLock(userId)
  expect((await Promise.all(goes)).toSorted()).toEqual(['40P01', 'done'])
  expect(await countOwners(funder)).toBe(1)
})

it('keeps one owner when one is demoted in psql and the other through the API', async () => {
  for (let round = 0; round < count(2, 10); round += 1) {
    const { funder, owners } = await withOwners(world, 2)
    const [one, two] = owners as [Person, Person]
    await using holder = await Session.open(world)
    await using psql = await Session.open(world)
    await holder.holdRevocationLock(two.userId)
    const inSql = psql.tries(DEMOTE, two.userId)
    await holder.untilAwaitedBy(1)
    const demotion = sendQuery(world.url, byBearer(two.bearer), CHANGE_ROLE, {
      id: one.userId,
      role: 'VIEWER',
    })
    await untilWaiting(world, 2)
    await holder.releaseRevocationLock(two.userId)
    const [told, { status, code }] = await Promise.all([inSql, demotion])
    // The deadlock victim can be either: the API retries, and by then its session no longer belongs to an
    // owner.
    expect([
      ['done', 'FORBIDDEN'],
      ['40P01', 200],
    ]).toContainEqual([told, code ?? status])
    expect(await countOwners(funder)).toBe(1)
  }
})
