// Random key histories, compared with a small model of the accepted secrets after every step.
// Concurrent actions may have happened in any order.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countDeadlocks } from '../../support/concurrency/deadlock-count.ts'
import { count } from '../../support/repeat-counts.ts'
import { type History, histories } from './history.ts'
import { HistoryWorld } from './history-world.ts'
import { runHistory } from './run-history.ts'

/** Each stage has its own clock. */
const STAGES = 2

it('accepts exactly the secrets of the model after each step of a random history', async () => {
  const counts = new Map<string, number>()
  const numRuns = count(12, 1_000 / STAGES)
  const runHistories = async () => {
    await using historyWorld = await HistoryWorld.open()
    const result = await fc.check(
      fc.asyncProperty(histories, (history) => runHistory(history, historyWorld, counts)),
      { numRuns },
    )
    return { ...result, deadlocks: await countDeadlocks(historyWorld.world) }
  }
  for (const result of await Promise.all(Array.from({ length: STAGES }, runHistories))) {
    expect(report(result)).toBe(null)
    expect(result).toMatchObject({ numRuns, deadlocks: 0 })
  }
  const answers = [...counts].sort().map(([answer, times]) => `${times} ${answer}`)
  console.log(`${numRuns * STAGES} histories: ${answers.join(', ')}`)
  // Guards against a vacuous test: rotations took every path.
  for (const way of ['rotate: done', 'use: done', 'finish: done', 'cancel: done'])
    expect([way, counts.get(way) ?? 0]).toEqual([way, expect.toSatisfy((times: number) => times > 0)])
})

it('detects a server that still accepts the old secret of a finished rotation', async () => {
  await using historyWorld = await HistoryWorld.open()
  await historyWorld.world.sql(`
    CREATE FUNCTION live_on() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.state := 'RETIRING';
      RETURN NEW;
    END $$;
    CREATE TRIGGER live_on BEFORE UPDATE ON secret FOR EACH ROW
      WHEN (OLD.state = 'RETIRING' AND NEW.state = 'DEAD' AND OLD.retires_at > app_now()) EXECUTE FUNCTION live_on()`)
  const shrinks = count(0, 1) === 1
  const result = await fc.check(
    fc.asyncProperty(histories, (history) => runHistory(history, historyWorld)),
    { numRuns: 1_000, endOnFailure: !shrinks },
  )
  expect(report(result)).toMatch(/\nThe model does not allow this response/)
  // The minimal failure: a key is rotated, the new secret is used, the rotation is finished, and the server
  // still accepts the old secret.
  if (shrinks) expect(result.counterexample?.[0].steps.length).toBeLessThanOrEqual(3)
})

/** Null: no failure found. */
function report({
  failed,
  seed,
  counterexamplePath,
  errorInstance,
}: fc.RunDetails<[History]>): string | null {
  if (!failed) return null
  const what = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  return `Seed ${seed}, path ${counterexamplePath}.\n${what}`
}
