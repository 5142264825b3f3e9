// Runs the revocation checker against a weakened build: it must find that violation and no other.

import { expect } from 'vitest'
import { type Check, check, type Findings, figures, violations } from './checker.ts'

/** One round is nearly always enough: some worker of some target is paused when the target is revoked. */
export async function expectViolations(title: string, mutant: Check) {
  const rounds: Findings[] = []
  while (rounds.length < 5 && rounds.every((found) => found.appearedAfter === 0)) {
    const found = await check(mutant)
    console.log(figures(`mutant, ${title}`, found))
    rounds.push(found)
  }
  const last = rounds.at(-1)!
  expect(violations(last)).toBeGreaterThan(0)
  // Checks the rows themselves, not only what the database recorded.
  expect(last.appearedAfter).toBeGreaterThan(0)
  // Only the revocation lock is weakened. Any other error would hide the expected violation.
  expect(last.others).toEqual([])
}
