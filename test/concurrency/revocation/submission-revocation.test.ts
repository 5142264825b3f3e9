// Revocation while brokers upload and submit, and reviewers decide: no row, event or job of theirs appears after it.

import { describe, expect, it } from 'vitest'
import { count } from '../../support/repeat-counts.ts'
import { type Check, check, figures } from './checker.ts'
import { expectViolations } from './expect-violations.ts'
import { disableLocks, disableReverification, reverifyAtStart } from './mutants.ts'
import { KINDS_OF_TARGETS, submissionTargets } from './targets/submission-targets.ts'

const WORKERS = 3
const MUTANT = { count: KINDS_OF_TARGETS, workers: WORKERS, targets: submissionTargets } as const

it('once a revocation responds, nothing is accepted, and no row, event, job or blob appears', async () => {
  const found = await check({
    count: count(KINDS_OF_TARGETS, 5 * KINDS_OF_TARGETS),
    workers: WORKERS,
    pauses: { beforeReverification: 20, beforeCommit: 10 },
    targets: submissionTargets,
  })
  console.log(figures('submissions, documents and decisions', found), found.wrote)
  expect(found).toMatchObject({ acceptedAfter: 0, appearedAfter: 0, committedDead: 0, leftovers: [] })
  expect(found).toMatchObject({ others: [], deadlocks: 0 })
  // Guards against a vacuous test.
  expect(Object.keys(found.wrote)).toEqual(
    expect.arrayContaining(['submission', 'document', 'decision', 'offer', 'event', 'job', 'user']),
  )
  expect(found.writes).toBeGreaterThan(found.targets * WORKERS)
  expect(found.queries).toBeGreaterThan(0)
  expect(found.refusedAtReverification).toBeGreaterThan(0)
})

describe('the checker finds violations', () => {
  // `test:slow` runs one mutant, `test:soak` all of them.
  const mutants: readonly (readonly [title: string, Pick<Check, 'mutate' | 'pauses'>])[] = [
    [
      'with the credential re-check last but without locks',
      { mutate: disableLocks, pauses: { beforeReverification: 10, beforeCommit: 1_000 } },
    ],
    [
      'without the credential re-check',
      { mutate: disableReverification, pauses: { beforeReverification: 1_000, beforeCommit: 10 } },
    ],
    [
      'with the credential re-check at the start',
      {
        mutate: (world) => reverifyAtStart(world, 'event'),
        pauses: { beforeReverification: 1_000, beforeCommit: 10 },
      },
    ],
  ]
  it.each(mutants.slice(0, count(1, mutants.length)))('%s', async (title, mutant) => {
    await expectViolations(`submissions, ${title}`, { ...MUTANT, ...mutant })
  })
})
