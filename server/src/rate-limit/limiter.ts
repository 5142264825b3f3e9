// Limiter: interface of the rate limiters, which count in fixed windows. Used by the whole server.

/** At most `max` units per window. A window starts with the first take. */
export interface Budget {
  /** Prefix of the counters. Budgets that are counted separately need different names. */
  readonly name: string
  readonly max: number
  /** Whole seconds, at least 1. */
  readonly seconds: number
}

export interface LimitState {
  readonly budget: Budget
  /** Whether the cost was taken. A rejected cost is not counted and does not extend the wait. */
  readonly taken: boolean
  readonly remaining: number
  /** Milliseconds until the window ends. */
  readonly resetMs: number
}

export interface Limiter {
  /** Takes all of `cost` or nothing from the budget of `subject`. */
  take(budget: Budget, subject: string, cost: number): Promise<LimitState>
  close(): void
}

/** `counted`: units used in the current window, including the cost if it was taken. */
export function limitStateOf(
  budget: Budget,
  { counted, resetMs, taken }: { counted: number; resetMs: number; taken: boolean },
): LimitState {
  return { budget, taken, remaining: Math.max(0, budget.max - counted), resetMs: Math.max(0, resetMs) }
}
