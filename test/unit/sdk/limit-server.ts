// LimitServer: a model of the rate limits of the server, reached over a slow network. For tests of the pacer.

import { LatchkeyError } from '@latchkey/sdk'
import type { Pacer } from '@latchkey/sdk/core/pacing/pacer.ts'
import { type Budget, limitStateOf } from '@latchkey/server/rate-limit/limiter.ts'
import { rateLimitHeaders } from '@latchkey/server/rate-limit/rate-limit-headers.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface ServerLimits {
  readonly perSecond: number
  readonly perWindow: number
  readonly windowSeconds: number
  /** Milliseconds of a request on its way to the server, and of its response on the way back. */
  readonly latency: () => number
}

interface Result {
  readonly rejections: number
  readonly error: string | null
}

export class LimitServer {
  readonly rejections = { burst: 0, window: 0 }
  readonly #time: VirtualTime
  readonly #limits: ServerLimits
  readonly #counters = new Map<string, { endsAt: number; counted: number }>()
  #open = 0
  mostOpen = 0

  constructor(time: VirtualTime, limits: ServerLimits) {
    this.#time = time
    this.#limits = limits
  }

  /** One call of a client: waits for its turn, and repeats what the server rejects. */
  async call(
    pacer: Pacer,
    { endsAt = Infinity, signal }: { endsAt?: number; signal?: AbortSignal } = {},
  ): Promise<Result> {
    for (let rejections = 0; ; rejections += 1) {
      try {
        const slot = await pacer.acquire({ signal, endsAt, isRetry: rejections > 0 })
        const response = await this.#answer()
        slot.settle(response)
        if (response.status === 200) return { rejections, error: null }
      } catch (error) {
        return { rejections, error: error instanceof LatchkeyError ? error.code : String(error) }
      }
    }
  }

  async #answer(): Promise<Pick<Response, 'status' | 'headers'>> {
    const { perSecond, perWindow, windowSeconds, latency } = this.#limits
    this.#open += 1
    this.mostOpen = Math.max(this.mostOpen, this.#open)
    await this.#time.pause(latency())
    const burst = this.#take({ name: 'burst', max: perSecond, seconds: 1 })
    const window = burst.taken ? this.#take({ name: 'window', max: perWindow, seconds: windowSeconds }) : null
    if (!burst.taken) this.rejections.burst += 1
    else if (window?.taken === false) this.rejections.window += 1
    const headers = new Headers(rateLimitHeaders({ burst, window }, 0))
    await this.#time.pause(latency())
    this.#open -= 1
    return { status: window?.taken === true ? 200 : 429, headers }
  }

  /** A window starts with the first request and accepts requests up to its limit. */
  #take(budget: Budget) {
    const now = this.#time.now()
    const running = this.#counters.get(budget.name)
    const window =
      running !== undefined && running.endsAt > now
        ? running
        : { endsAt: now + budget.seconds * 1_000, counted: 0 }
    const taken = window.counted < budget.max
    if (taken) {
      window.counted += 1
      this.#counters.set(budget.name, window)
    }
    return limitStateOf(budget, { counted: window.counted, resetMs: window.endsAt - now, taken })
  }
}
