// The model states that can follow from actions with known responses. Pure functions.
// Tries every interleaving of two concurrent actions and drops those that do not explain the responses.

import type { Code, Model, Moment } from './key-model.ts'

/** An executed action: its atomic parts and its response. */
export interface AppliedAct {
  readonly moments: readonly Moment[]
  readonly answer: Code
}

/** Returns every state that explains the responses. Empty: none does. */
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
