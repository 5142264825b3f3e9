// The required results of a run, and whether it reached them.

import type { Line } from '../comparison.ts'
import type { Subject } from '../subjects.ts'
import type { Spread } from './figures.ts'

export interface Floor {
  readonly name: string
  /** The bound is a minimum or a maximum. A missed goal is reported, but does not fail the run. */
  readonly bound: 'least' | 'most' | 'goal, most'
  readonly value: number
  /** Median over the rounds. */
  readonly measured: number
  readonly passed: boolean
}

/** `name` is at least `value` times as fast as `subject`, one of `lines`. */
export function atLeast(name: string, value: number, lines: readonly Line[], subject: Subject): Floor {
  const measured = lines.find((line) => line.name === subject.name)?.ratio.median ?? Number.NaN
  return { name, bound: 'least', value, measured, passed: measured >= value }
}

export function atLeastRatio(name: string, value: number, ratio: Spread | undefined): Floor {
  const measured = ratio?.median ?? Number.NaN
  return { name, bound: 'least', value, measured, passed: measured >= value }
}

export function atMost(name: string, value: number, { median }: Spread): Floor {
  return { name, bound: 'most', value, measured: median, passed: median <= value }
}

export function goal(name: string, value: number, { median }: Spread): Floor {
  return { ...atMost(name, value, { median, min: median, max: median }), bound: 'goal, most' }
}

/** Whether a run with these results passes. A floor that could not be measured counts as missed. */
export function allReached(floors: readonly Floor[]): boolean {
  return floors.every(({ bound, passed }) => passed || bound === 'goal, most')
}
