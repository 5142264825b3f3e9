// CredentialState: what responses reported about a credential. Clients of `withOptions` share it.

import { Pacer } from '../pacing/pacer.ts'
import { current, type Limit, type RateLimit, rateLimitIn } from './rate-limit.ts'
import { type KeyRotation, keyRotationIn } from './response-details.ts'

export class CredentialState {
  readonly pacer = new Pacer()
  #window: Limit | null = null
  #burst: Limit | null = null
  #announced: string | null = null

  get rateLimit(): RateLimit {
    return { window: current(this.#window), burst: current(this.#burst) }
  }

  /** Returns the rotation of the response if it is new. */
  record(headers: Headers): KeyRotation | null {
    const { window, burst } = rateLimitIn(headers)
    // Not every response reports both limits.
    this.#window = window ?? this.#window
    this.#burst = burst ?? this.#burst
    const rotation = keyRotationIn(headers)
    if (rotation === null || rotation.dueAt === this.#announced) return null
    this.#announced = rotation.dueAt
    return rotation
  }
}
