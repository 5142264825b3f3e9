// The checker against a build that is known to be weak: it must find what is wrong, and nothing else.

import { expect } from 'vitest'
import { type Check, check, type Findings, figures, violations } from './checker.ts'

/** One round is nearly always enough: some worker of some target is in its pause when its authority is taken away. */
export async function expectViolations(title: string, mutant: Check) {
  const rounds: Findings[] = []
  while (rounds.length < 5 && rounds.every((found) => found.appearedAfter === 0)) {
    const found = await check(mutant)
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
