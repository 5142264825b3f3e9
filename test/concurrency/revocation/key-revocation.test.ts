// Revocation of keys under load, and weakened builds in which the checker must find violations.

import { describe, expect, it } from 'vitest'
import { count } from '../../support/repeat-counts.ts'
import { check, figures } from './checker.ts'
import { expectViolations } from './expect-violations.ts'
import { DELETION, KEY_REVOCATIONS } from './key-revocations.ts'
import { disableLocks, disableReverification, reverifyAtStart } from './mutants.ts'
import { brokers, nestedBrokers } from './targets/broker-targets.ts'

const WORKERS = 6
/** Sizes for tests that look for violations. */
const MANY = { count: count(5, 20), workers: WORKERS }
/** `test:soak` runs one check per revocation; `test:slow` runs one check for all. */
const CHECKS = count(1, 0)
  ? [{ title: 'all other revocations', revocations: Object.values(KEY_REVOCATIONS) }]
  : Object.entries(KEY_REVOCATIONS).map(([title, revocation]) => ({ title, revocations: [revocation] }))

describe('deleteApiKey', () => {
  it('once it responds, no request with the key is accepted and no row of the key appears', async () => {
    const found = await check({
      count: count(8, 40),
      workers: WORKERS,
      pauses: { beforeReverification: 20, beforeCommit: 10 },
      targets: brokers(DELETION),
    })
    console.log(figures('deletion', found))
    expect(found).toMatchObject({ acceptedAfter: 0, appearedAfter: 0, committedDead: 0 })
    expect(found).toMatchObject({ others: [], deadlocks: 0 })
    // Guards against a vacuous test: many requests were in flight, and some were rejected between
    // authentication and commit.
    expect(found.writes).toBeGreaterThan(found.targets * WORKERS)
    expect(found.queries).toBeGreaterThan(found.targets)
    expect(found.refusedAtReverification).toBeGreaterThan(0)
  })
})

describe('nested fields that change after deleteApiKey responds', () => {
  it('are returned with their earlier values or not at all', async () => {
    const found = await check({
      count: count(6, 40),
      workers: WORKERS,
      pauses: { beforeReverification: 20, beforeCommit: 10 },
      targets: nestedBrokers(DELETION),
    })
    console.log(figures('deletion, nested fields', found))
    expect(found).toMatchObject({ acceptedAfter: 0, toldAfter: 0, appearedAfter: 0, committedDead: 0 })
    expect(found).toMatchObject({ others: [], deadlocks: 0 })
    expect(found.writes).toBeGreaterThan(found.targets * WORKERS)
    expect(found.queries).toBeGreaterThan(0)
  })
})

describe('other revocations', () => {
  it.each(CHECKS)('$title', async ({ title, revocations }) => {
    const found = await check({
      count: count(revocations.length, 40),
      workers: WORKERS,
      pauses: { beforeReverification: 20, beforeCommit: 10 },
      targets: brokers(...revocations),
    })
    console.log(figures(title, found))
    expect(found).toMatchObject({
      acceptedAfter: 0,
      appearedAfter: 0,
      committedDead: 0,
      others: [],
      deadlocks: 0,
    })
    expect(found.writes).toBeGreaterThan(found.targets * WORKERS)
  })

  it.each(CHECKS)(
    '$title: the checker finds violations without the credential re-verification',
    async ({ title, revocations }) => {
      await expectViolations(`${title}, no re-verification`, {
        ...MANY,
        count: count(revocations.length, MANY.count),
        pauses: { beforeReverification: 200, beforeCommit: 10 },
        targets: brokers(...revocations),
        mutate: disableReverification,
      })
    },
  )
})

describe('the checker finds violations', () => {
  it('without the credential re-verification', async () => {
    await expectViolations('no re-verification', {
      ...MANY,
      targets: brokers(DELETION),
      pauses: { beforeReverification: 200, beforeCommit: 10 },
      mutate: disableReverification,
    })
  })

  it('with the credential re-verification at the start', async () => {
    await expectViolations('re-verification at the start', {
      ...MANY,
      targets: brokers(DELETION),
      pauses: { beforeReverification: 200, beforeCommit: 10 },
      mutate: reverifyAtStart,
    })
  })

  it('with the credential re-verification last but without locks', async () => {
    await expectViolations('re-verification last, no locks', {
      ...MANY,
      targets: brokers(DELETION),
      pauses: { beforeReverification: 10, beforeCommit: 200 },
      mutate: disableLocks,
    })
  })
})
