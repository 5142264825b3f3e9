// A DEVELOPER, who sees all keys of the funder, is demoted to VIEWER while querying them.

import { expect, it } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { Session } from '../../support/concurrency/database-gates.ts'
import {
  type By,
  byBearer,
  CHANGE_ROLE,
  KEYS,
  sendQuery,
  type TimedResult,
} from '../../support/concurrency/timed-request.ts'
import type { Person } from '../../support/person.ts'
import { count } from '../../support/repeat-counts.ts'
import { createWorld, type World } from '../../support/world.ts'
import { useStaleRoles } from './mutants.ts'

// The credential view does not read brokers, so the test can stop a query there after it has read the keys.
const KEYS_AND_BROKERS =
  '{ apiKeys(first: 100) { edges { node { id createdBy { id } relationship { broker { id } } } } } }'

it('rejects an in-flight query when the role of its user changes', async () => {
  await using stage = await openStage()
  const { developer } = stage
  const told = await demoteAmidst(stage, developer, byBearer(developer.bearer))
  expect(told).toMatchObject({ status: 503, code: 'UNAVAILABLE', data: null })
})

it("rejects an in-flight query by a USER key that loses the scope with its user's ADMIN role", async () => {
  await using stage = await openStage()
  const admin = await stage.funder.logsIn({ role: 'ADMIN' })
  const { secret } = await stage.funder.key({ userId: admin.userId, role: 'ADMIN' })
  const told = await demoteAmidst(stage, admin, secret)
  expect(told).toMatchObject({ status: 403, code: 'INSUFFICIENT_SCOPE', data: null })
})

it("a credential re-verification that reads the old role returns other users' keys", async () => {
  await using stage = await openStage()
  await useStaleRoles(stage.world)
  const { developer } = stage
  const told = await demoteAmidst(stage, developer, byBearer(developer.bearer))
  expect(told).toMatchObject({ status: 200, code: null })
  expect(othersIn(told, developer)).toBeGreaterThan(0)
})

it('queries return all keys before the demotion responds and only own keys after it', async () => {
  await using stage = await openStage()
  const { world, funder, owner } = stage
  const seen = { all: 0, own: 0, refused: 0 }
  for (let round = 0; round < count(6, 40); round += 1) {
    const developer = await funder.logsIn({ role: 'DEVELOPER' })
    await funder.key({ userId: developer.userId, role: 'DEVELOPER' })
    const [{ keys }] = await world.sql(
      'SELECT count(*)::int AS keys FROM api_key WHERE funder_id = $1',
      funder.id,
    )
    let answered = false
    let requested = 0
    const worker = async (number: number) => {
      for (let turn = 0, after = 0; after < 3; turn += 1) {
        const beganAfter = answered
        if (beganAfter) after += 1
        const told = await sendQuery(urlOf(world, number + turn), byBearer(developer.bearer), KEYS)
        requested += 1
        if (told.code === 'UNAVAILABLE' && !beganAfter) {
          seen.refused += 1
          continue
        }
        expect(told).toMatchObject({ status: 200, code: null })
        const others = othersIn(told, developer)
        if (beganAfter) expect(others).toBe(0)
        expect([0, keys - 1]).toContain(others)
        seen[others === 0 ? 'own' : 'all'] += 1
      }
    }
    const demotion = async () => {
      await expect.poll(() => requested, { interval: 2, timeout: 30_000 }).toBeGreaterThan(12)
      const change = { id: developer.userId, role: 'VIEWER' }
      const told = await sendQuery(urlOf(world, round), byBearer(owner.bearer), CHANGE_ROLE, change, () => {
        answered = true
      })
      expect(told).toMatchObject({ status: 200, code: null })
    }
    await Promise.all([demotion(), ...Array.from({ length: 6 }, (_, number) => worker(number))])
  }
  console.log(
    `demotions during queries: ${seen.all} returned all keys, ${seen.own} own keys, ${seen.refused} rejected`,
  )
  expect(seen.all).toBeGreaterThan(0)
  expect(seen.own).toBeGreaterThan(0)
})

interface MutationStage extends AsyncDisposable {
  readonly world: World
  readonly funder: Funder
  readonly owner: Person
  readonly developer: Person
}

/** Creates a funder with keys of several users and of a broker. */
async function openStage(): Promise<MutationStage> {
  const world = await createWorld({ servers: 2 })
  const funder = await world.funder()
  await funder.broker('bee.example')
  for (const role of ['ADMIN', 'UNDERWRITER'] as const) await funder.user({ role })
  const owner = await funder.logsIn({ userId: funder.ownerId })
  const developer = await funder.logsIn({ role: 'DEVELOPER' })
  return { world, funder, owner, developer, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}

/**
 * Stops a query in the middle, demotes its caller through the API of the other server, and resumes the query.
 */
async function demoteAmidst(
  { world, owner }: MutationStage,
  { userId: id }: Person,
  by: string | By,
): Promise<TimedResult> {
  await using gate = await Session.open(world)
  await gate.sql('BEGIN')
  await gate.sql('LOCK TABLE broker IN ACCESS EXCLUSIVE MODE')
  const requested = sendQuery(urlOf(world, 0), by, KEYS_AND_BROKERS)
  await gate.untilAwaitedBy(1)
  const demotion = await sendQuery(urlOf(world, 1), byBearer(owner.bearer), CHANGE_ROLE, {
    id,
    role: 'VIEWER',
  })
  expect(demotion).toMatchObject({ status: 200, code: null })
  await gate.sql('COMMIT')
  return requested
}

const urlOf = (world: World, server: number) => world.urls[server % world.urls.length]!

/** Returns how many keys in a response belong to other users. */
function othersIn({ data }: TimedResult, { userId }: Person): number {
  const edges: { node: { createdBy: { id: string } | null } }[] = data.apiKeys.edges
  return edges.filter(({ node }) => node.createdBy?.id !== userId).length
}
