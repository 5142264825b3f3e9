// What counts: takes from a budget that is renewed in windows, or says that there is not enough left.

/** So much in each window. A window begins with the first that is taken. */
export interface Budget {
  /** Distinct for what is counted apart. */
  readonly name: string
  readonly most: number
  /** Whole seconds, at least 1. */
  readonly seconds: number
}

export interface LimitState {
  readonly budget: Budget
  /** Whether it was taken. What was not is not counted, and does not lengthen the wait. */
  readonly taken: boolean
  readonly remaining: number
  /** Milliseconds until the window ends. */
  readonly resetMs: number
}

export interface Limiter {
  /** Takes all of `cost` or nothing, from what `subject` has. */
  take(budget: Budget, subject: string, cost: number): Promise<LimitState>
  close(): void
}

/** From what was counted, `cost` included if it was taken. */
export function limitStateOf(
  budget: Budget,
  { counted, resetMs, taken }: { counted: number; resetMs: number; taken: boolean },
): LimitState {
  return { budget, taken, remaining: Math.max(0, budget.most - counted), resetMs: Math.max(0, resetMs) }
}
