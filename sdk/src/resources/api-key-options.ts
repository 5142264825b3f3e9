// Types of the arguments of `ApiKeys` methods.

import type { RotateApiKeyInput, UpdateApiKeyInput, UsagePeriod } from '../generated/types.ts'

/** Changes for `update`. Omitted fields stay unchanged. */
export type ApiKeyChanges = Omit<UpdateApiKeyInput, 'id'>

/** Options of `rotate`. */
export type RotationOptions = Omit<RotateApiKeyInput, 'id'>

/** Selects the periods that `usage` returns. */
export interface UsageOptions {
  /**
   * Start of the range, ISO 8601, rounded down to the start of its period. Default: 24 hours (HOUR) or 30
   * days (DAY) before `to`.
   */
  readonly from?: string | Date
  /**
   * End of the range, ISO 8601, rounded up to the end of its period. Default: the end of the current period.
   */
  readonly to?: string | Date
  /** Length of a period, in UTC. Default: HOUR. */
  readonly by?: UsagePeriod
}
