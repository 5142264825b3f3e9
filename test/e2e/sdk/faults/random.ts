// Seeded random choices, so that a failed run can be repeated.

export interface Random {
  /** From 0 to 1. */
  readonly next: () => number
  readonly pick: <T>(...from: readonly T[]) => T
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  // Mulberry32: good enough to choose faults, and the same on every machine.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    pick: (...from) => {
      const one = from[Math.floor(next() * from.length)]
      if (one === undefined) throw new Error('There is nothing to pick from.')
      return one
    },
  }
}
