// Owners who take each other's role, or disable each other, at the same moment: a funder keeps one.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { count } from '../counts.ts'
import type { Person } from '../person.ts'
import { createWorld, type World } from '../world.ts'
import { ask, byBearer, CHANGE_ROLE, DISABLE, type Told } from './ask.ts'
import { countDeadlocks } from './deadlocks.ts'
import { Session, untilWaiting } from './gates.ts'
import { countOwners, withOwners } from './owners.ts'

type Act = (by: Person, upon: Person, server: number) => Promise<Told>

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
  ask(urlOf(server), byBearer(by.bearer), CHANGE_ROLE, { id, role: 'VIEWER' })
const disables: Act = (by, { userId: id }, server) => ask(urlOf(server), byBearer(by.bearer), DISABLE, { id })
const outcome = ({ status, code }: Told) => code ?? status

/** What whoever is late is told: that there is no other, or that he himself is none any more. */
const REFUSALS = ['LAST_OWNER', 'FORBIDDEN', 'TOKEN_INVALID']

it.each([
  { what: 'take the role of each other', acts: [demotes, demotes] },
  { what: 'disable each other', acts: [disables, disables] },
  { what: 'disable each other, or take the role', acts: [disables, demotes] },
])('two who $what: one does', async ({ acts }) => {
  for (let round = 0; round < count(8, 60); round += 1) {
    const { funder, owners } = await withOwners(world, 2)
    const [one, two] = owners as [Person, Person]
    const [first, second] = acts as [Act, Act]
    const outcomes = (await Promise.all([first(one, two, round), second(two, one, round + 1)])).map(outcome)
    expect(outcomes.filter((told) => told === 200)).toHaveLength(1)
    for (const told of outcomes) expect([200, ...REFUSALS]).toContain(told)
    expect(await countOwners(funder)).toBe(1)
  }
})

it.each([2, 3])('of %i who give up their own role, one may not', async (many) => {
  for (let round = 0; round < count(5, 40); round += 1) {
    const { funder, owners } = await withOwners(world, many)
    const acts = owners.map((owner, index) => (index % 2 === 0 ? demotes : disables)(owner, owner, index))
    const outcomes = (await Promise.all(acts)).map(outcome)
    expect(outcomes.filter((told) => told !== 200)).toEqual(['LAST_OWNER'])
    expect(await countOwners(funder)).toBe(1)
  }
})

it('of three who all act upon all, one remains or more, and all that was answered was done', async () => {
  for (let round = 0; round < count(5, 40); round += 1) {
    const { funder, owners } = await withOwners(world, 3)
    const acts = owners.flatMap((by) =>
      owners.map(async (upon, index) => {
        const told = await (index % 2 === 0 ? demotes : disables)(by, upon, index + round)
        return { upon, told: outcome(told) }
      }),
    )
    const answers = await Promise.all(acts)
    for (const { told } of answers) expect([200, ...REFUSALS]).toContain(told)
    const gone = new Set(answers.filter(({ told }) => told === 200).map(({ upon }) => upon))
    expect(gone.size).toBeLessThan(3)
    expect(await countOwners(funder)).toBe(3 - gone.size)
  }
})
