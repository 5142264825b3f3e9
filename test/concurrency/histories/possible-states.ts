// What can be, after acts whose answers are known: every order of the moments of two acts at once is tried, and what
// does not explain the answers is left out. Pure.

import type { Code, Model, Moment } from './key-model.ts'

/** An act as it went: its moments, and what was answered. */
export interface Deed {
  readonly moments: readonly Moment[]
  readonly answer: Code
}

/** Whatever explains the answers; empty: nothing does. */
export function explain(models: readonly Model[], deeds: readonly Deed[]): Model[] {
  const found = new Map<string, Model>()
  for (const model of models) {
    const begun = deeds.map((deed) => ({ ...deed, at: 0, said: null }))
    for (const end of orders(model, begun)) found.set(JSON.stringify(end), end)
  }
  return [...found.values()]
}

interface Begun extends Deed {
  readonly at: number
  readonly said: Code
}

function* orders(model: Model, deeds: readonly Begun[]): Generator<Model> {
  const isDone = deeds.every(({ moments, at }) => at === moments.length)
  if (isDone && deeds.every(({ said, answer }) => said === answer)) yield model
  for (const [index, deed] of deeds.entries()) {
    const moment = deed.moments[deed.at]
    if (moment === undefined) continue
    const after = structuredClone(model)
    const said = moment(after, deed.said)
    yield* orders(after, deeds.with(index, { ...deed, at: deed.at + 1, said }))
  }
}
