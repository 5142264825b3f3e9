// Revocation of users under load: their sessions and USER keys stop working.

import { describe, expect, it } from 'vitest'
import { all, count } from '../../support/repeat-counts.ts'
import { check, figures } from './checker.ts'
import { expectViolations } from './expect-violations.ts'
import { disableLocks, disableReverification } from './mutants.ts'
import { people } from './targets/user-targets.ts'
import { USER_REVOCATIONS } from './user-revocations.ts'

const WORKERS = 6

// `test:soak` runs each revocation alone; `test:slow` runs all of them together, one user each.
const EACH = Object.entries(USER_REVOCATIONS).map(([what, revocation]) => ({
  what,
  revocations: [revocation],
}))
const KEY_REVOCATIONS = all
  ? EACH
  : [{ what: 'all user revocations', revocations: Object.values(USER_REVOCATIONS) }]
const FEW = Object.keys(USER_REVOCATIONS).length

describe.each(KEY_REVOCATIONS)('$what', ({ what, revocations }) => {
  it('takes effect for sessions and USER keys when it responds', async () => {
    const found = await check({
      count: count(FEW, 8),
      workers: WORKERS,
      pauses: { beforeReverification: 20, beforeCommit: 10 },
      targets: people(revocations),
    })
    console.log(figures(what, found))
    expect(found).toMatchObject({ acceptedAfter: 0, appearedAfter: 0, committedDead: 0 })
    expect(found).toMatchObject({ others: [], deadlocks: 0 })
    // Guards against a vacuous test: many requests were in flight, and some were rejected between
    // authentication and commit.
    expect(found.writes).toBeGreaterThan(found.targets * WORKERS)
    expect(found.queries).toBeGreaterThan(0)
    expect(found.refusedAtReverification).toBeGreaterThan(0)
  })

  it('has violations without the credential re-verification', async () => {
    await expectViolations(`${what}, no re-verification`, {
      count: FEW,
      workers: WORKERS,
      pauses: { beforeReverification: 0, beforeCommit: 200 },
      targets: people(revocations),
      mutate: disableReverification,
    })
  })

  it('has violations without locks', async () => {
    await expectViolations(`${what}, no locks`, {
      count: FEW,
      workers: WORKERS,
      pauses: { beforeReverification: 0, beforeCommit: 200 },
      targets: people(revocations),
      mutate: disableLocks,
    })
  })
})

it('ending many cookie and bearer sessions takes effect on both servers at once', async () => {
  const revocations = Object.values(USER_REVOCATIONS).filter(({ of }) => of === 'sessions')
  const found = await check({
    count: count(revocations.length, 9),
    workers: 24,
    pauses: { beforeReverification: 0, beforeCommit: 0 },
    targets: people(revocations, 12),
  })
  console.log(figures('many sessions', found))
  expect(found).toMatchObject({ acceptedAfter: 0, appearedAfter: 0, committedDead: 0 })
  expect(found).toMatchObject({ others: [], deadlocks: 0 })
  expect(found.queries).toBeGreaterThan(found.targets * 12)
})
