import { describe, expect, it } from 'vitest'
import { count } from '../counts.ts'
import { type Check, check, type Findings, figures, violations } from './checker.ts'
import { TAKINGS } from './takings.ts'
import { proofOff, withoutLocks } from './weakenings.ts'

const WORKERS = 6

describe('when the deletion of a key is answered', () => {
  it('no request with it is accepted any more, and nothing of it appears any more', async () => {
    const found = await check({
      keys: count(8, 40),
      workers: WORKERS,
      pauses: { beforeProof: 20, beforeCommit: 10 },
    })
    console.log(figures('as it is', found))
    expect(found).toMatchObject({ acceptedAfter: 0, appearedAfter: 0, committedDead: 0 })
    expect(found).toMatchObject({ others: [], deadlocks: 0 })
    // Not vacuous: much was under way, and some of it was defeated between the door and the commit.
    expect(found.submissions).toBeGreaterThan(found.keys * WORKERS)
    expect(found.queries).toBeGreaterThan(found.keys)
    expect(found.refusedAtProof).toBeGreaterThan(0)
  })
})

describe('the same for', () => {
  it.each(Object.entries(TAKINGS))('%s', async (title, taking) => {
    const found = await check({
      keys: count(5, 40),
      workers: WORKERS,
      pauses: { beforeProof: 20, beforeCommit: 10 },
      taking,
    })
    console.log(figures(title, found))
    expect(found).toMatchObject({
      acceptedAfter: 0,
      appearedAfter: 0,
      committedDead: 0,
      others: [],
      deadlocks: 0,
    })
    expect(found.submissions).toBeGreaterThan(found.keys * WORKERS)
  })

  it.each(Object.entries(TAKINGS))('%s, found with the proof off', async (title, taking) => {
    await expectViolations(`${title}, proof off`, {
      pauses: { beforeProof: 200, beforeCommit: 10 },
      taking,
      weaken: proofOff,
    })
  })
})

describe('the same checker finds violations', () => {
  it('with the proof off', async () => {
    await expectViolations('proof off', {
      pauses: { beforeProof: 200, beforeCommit: 10 },
      weaken: proofOff,
    })
  })

  it('with the proof at the start', async () => {
    await expectViolations('proof at the start', {
      pauses: { beforeProof: 200, beforeCommit: 10 },
      proving: 'start',
    })
  })

  it('with the proof last but without locks', async () => {
    await expectViolations('proof last, no locks', {
      pauses: { beforeProof: 10, beforeCommit: 200 },
      weaken: withoutLocks,
    })
  })
})

/** One round is nearly always enough: some worker of some key is in its pause when the key is deleted. */
async function expectViolations(title: string, weakened: Omit<Check, 'keys' | 'workers'>) {
  const rounds: Findings[] = []
  while (rounds.length < 5 && rounds.every((found) => found.appearedAfter === 0)) {
    const found = await check({ keys: count(5, 20), workers: WORKERS, ...weakened })
    console.log(figures(`weakened, ${title}`, found))
    rounds.push(found)
  }
  const last = rounds.at(-1)!
  expect(violations(last)).toBeGreaterThan(0)
  // The rows it left behind, not only what the database saw coming.
  expect(last.appearedAfter).toBeGreaterThan(0)
  // Only the fence is weak: whatever else goes wrong would hide what is looked for.
  expect(last.others).toEqual([])
}
