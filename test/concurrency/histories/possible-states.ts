// What can be, after acts whose answers are known: every order of the moments of two acts at once is tried, and what
// does not explain the answers is left out. Pure.

import type { Code, Model, Moment } from './key-model.ts'

/** An act as it went: its moments, and what was answered. */
export interface AppliedAct {
  readonly moments: readonly Moment[]
  readonly answer: Code
}

/** Whatever explains the answers; empty: nothing does. */
export function findPossibleStates(models: readonly Model[], applied: readonly AppliedAct[]): Model[] {
  const found = new Map<string, Model>()
  for (const model of models) {
    const begun = applied.map((appliedAct) => ({ ...appliedAct, at: 0, said: null }))
    for (const end of orders(model, begun)) found.set(JSON.stringify(end), end)
  }
  return [...found.values()]
}

interface PendingAct extends AppliedAct {
  readonly at: number
  readonly said: Code
}

function* orders(model: Model, applied: readonly PendingAct[]): Generator<Model> {
  const isDone = applied.every(({ moments, at }) => at === moments.length)
  if (isDone && applied.every(({ said, answer }) => said === answer)) yield model
  for (const [index, appliedAct] of applied.entries()) {
    const moment = appliedAct.moments[appliedAct.at]
    if (moment === undefined) continue
    const after = structuredClone(model)
    const said = moment(after, appliedAct.said)
    yield* orders(after, applied.with(index, { ...appliedAct, at: appliedAct.at + 1, said }))
  }
}
