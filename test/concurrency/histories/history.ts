// Random histories of keys of one kind, for the model-based tests.

import type { KeyKind } from '@latchkey/prisma'
import fc from 'fast-check'
import type { Act } from './key-model.ts'

/** An action before its target is known. */
export interface Choice {
  readonly what: Act['do']
  readonly by: 'KEY' | 'SESSION' | 'SELF'
  /** Selects the key or secret, counted back from the newest. */
  readonly back: number
  readonly server: number
  /** Hours. Only for rotations. */
  readonly grace: number
  /** Hours from now. Only for expiries. */
  readonly in: number | null
}

/** One action, two concurrent actions, or time that passes, in hours. */
type Step = { readonly acts: readonly Choice[] } | { readonly hours: number }

export interface History {
  readonly kind: KeyKind
  readonly steps: readonly Step[]
}

/** Approximate weight of each action. */
const OF_KEYS = {
  use: 7,
  rotate: 6,
  finish: 3,
  cancel: 3,
  deactivate: 2,
  reactivate: 2,
  expire: 2,
  create: 2,
  delete: 1,
}
const OF_RELATIONSHIPS = { pause: 1, resume: 2, end: 1 }

/** Graces and expiries end at half hours; the clock moves in whole hours. */
const GRACES = [24.5, 0.5, 0, 167.5]
const EXPIRIES = [0.5, 24.5, null]
const HOURS = [1, 25, 200]

function choice(kind: KeyKind): fc.Arbitrary<Choice> {
  return fc.record({
    what: kind === 'BROKER' ? oneOf({ ...OF_KEYS, ...OF_RELATIONSHIPS }) : oneOf(OF_KEYS),
    by: fc.constantFrom('SESSION', 'KEY', 'SELF'),
    back: oneOf({ 0: 6, 1: 2, 2: 1 }).map(Number),
    server: fc.nat(1),
    grace: fc.constantFrom(...GRACES),
    in: fc.constantFrom(...EXPIRIES),
  })
}

function step(kind: KeyKind): fc.Arbitrary<Step> {
  const one = choice(kind)
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ acts: fc.tuple(one) }) },
    { weight: 4, arbitrary: fc.record({ acts: fc.tuple(one, one) }) },
    { weight: 1, arbitrary: fc.record({ hours: fc.constantFrom(...HOURS) }) },
  )
}

function historiesOf(kind: KeyKind): fc.Arbitrary<History> {
  return fc.record({
    kind: fc.constant(kind),
    steps: fc.array(step(kind), { maxLength: 14, size: 'max' }),
  })
}

export const histories: fc.Arbitrary<History> = fc.oneof(
  { weight: 4, arbitrary: historiesOf('BROKER') },
  { weight: 1, arbitrary: historiesOf('TIERED') },
  { weight: 1, arbitrary: historiesOf('USER') },
)

function oneOf<Word extends string>(weights: Readonly<Record<Word, number>>): fc.Arbitrary<Word> {
  return fc.constantFrom(...wordsOf(weights))
}

function wordsOf<Word extends string>(weights: Readonly<Record<Word, number>>): Word[] {
  const words: Word[] = []
  for (const word in weights) for (let times = 0; times < weights[word]; times += 1) words.push(word)
  return words
}
