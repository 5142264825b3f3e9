// What people do by their sessions and USER keys, when their authority is taken away.

import { describe, expect, it } from 'vitest'
import { all, count } from '../../support/repeat-counts.ts'
import { check, figures } from './checker.ts'
import { expectViolations } from './expect-violations.ts'
import { proofOff, withoutLocks } from './mutants.ts'
import { PERSON_TAKINGS } from './user-revocations.ts'
import { people } from './user-targets.ts'

const WORKERS = 6

// In `test:soak` each alone; in `test` all of them together, each for one person.
const EACH = Object.entries(PERSON_TAKINGS).map(([what, taking]) => ({ what, takings: [taking] }))
const TAKINGS = all ? EACH : [{ what: 'whatever is done', takings: Object.values(PERSON_TAKINGS) }]
const FEW = Object.keys(PERSON_TAKINGS).length

describe.each(TAKINGS)('$what', ({ what, takings }) => {
  it('is exact for sessions and USER keys', async () => {
    const found = await check({
      count: count(FEW, 8),
      workers: WORKERS,
      pauses: { beforeProof: 20, beforeCommit: 10 },
      targets: people(takings),
    })
    console.log(figures(what, found))
    expect(found).toMatchObject({ acceptedAfter: 0, appearedAfter: 0, committedDead: 0 })
    expect(found).toMatchObject({ others: [], deadlocks: 0 })
    // Not vacuous: much was under way, and some of it was defeated between the door and the commit.
    expect(found.writes).toBeGreaterThan(found.targets * WORKERS)
    expect(found.queries).toBeGreaterThan(0)
    expect(found.refusedAtProof).toBeGreaterThan(0)
  })

  it('is not, as the same checker finds, with the proof off', async () => {
    await expectViolations(`${what}, proof off`, {
      count: FEW,
      workers: WORKERS,
      pauses: { beforeProof: 0, beforeCommit: 200 },
      targets: people(takings),
      weaken: proofOff,
    })
  })

  it('nor with the proof, but without locks', async () => {
    await expectViolations(`${what}, no locks`, {
      count: FEW,
      workers: WORKERS,
      pauses: { beforeProof: 0, beforeCommit: 200 },
      targets: people(takings),
      weaken: withoutLocks,
    })
  })
})

it('many sessions, of pages and of programs, are dead on both servers at once', async () => {
  const takings = Object.values(PERSON_TAKINGS).filter(({ of }) => of === 'sessions')
  const found = await check({
    count: count(takings.length, 9),
    workers: 24,
    pauses: { beforeProof: 0, beforeCommit: 0 },
    targets: people(takings, 12),
  })
  console.log(figures('many sessions', found))
  expect(found).toMatchObject({ acceptedAfter: 0, appearedAfter: 0, committedDead: 0 })
  expect(found).toMatchObject({ others: [], deadlocks: 0 })
  expect(found.queries).toBeGreaterThan(found.targets * 12)
})
