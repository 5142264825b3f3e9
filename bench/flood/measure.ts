// Latency of valid keys during a flood of guesses: medians of rounds with and without the flood.

import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Child } from '../child.ts'
import type { Fault } from '../generator.ts'
import { bodyOf, type Stage, start } from '../measure.ts'
import { ratios, type Spread, spread } from '../report/figures.ts'
import { order } from '../rounds.ts'
import { VIEWER, viewer } from '../subjects.ts'
import type { Pace, Paced } from './paced-load.ts'
import { guesses } from './secrets.ts'

/** A different address from that of the valid keys, 127.0.0.1. */
const FROM = '127.0.0.2'
const GOOD_PER_SECOND = 200
const GOOD_CONNECTIONS = 16
const FLOOD_CONNECTIONS = 64
const CAPACITY_SECONDS = 2
/** Milliseconds that the flood runs before the valid keys are timed, and after. */
const LEAD_MS = 200

export interface Flooded {
  /** Guesses per second that the server answers when it does nothing else. */
  readonly capacity: number
  /** Guesses per second that were sent and answered. */
  readonly flood: Spread
  /** Median latency of valid keys in each round, in milliseconds. */
  readonly quiet: Spread
  readonly flooded: Spread
  readonly ratio: Spread
}

export async function measureFlood(stage: Stage): Promise<Flooded> {
  const { rounds, seconds, secrets, signal, report } = stage
  await using started = new AsyncDisposableStack()
  const { url } = await start(stage, VIEWER, started)
  const child = () => {
    const file = fileURLToPath(import.meta.resolve('./paced-load.ts'))
    return started.use(Child.start([], { file, signal }))
  }
  const [good, flood] = [child(), child()]
  const body = bodyOf(viewer)
  const bad = {
    url,
    body,
    secrets: guesses(1_000),
    from: FROM,
    connections: FLOOD_CONNECTIONS,
    statuses: [401, 429],
  }
  const right = { url, body, secrets, from: '127.0.0.1', connections: GOOD_CONNECTIONS, statuses: [200] }

  const most = await send(flood, { ...bad, perSecond: null, seconds: CAPACITY_SECONDS })
  const capacity = most.requests / most.seconds
  report(`Capacity for guesses: ${Math.round(capacity)} per second; the flood is half of that`)
  const measured = { quiet: [] as number[], flooded: [] as number[], sent: [] as number[] }
  const timed = () => send(good, { ...right, perSecond: GOOD_PER_SECOND, seconds })
  for (let round = 0; round < rounds; round += 1) {
    for (const which of order(round, 2)) {
      signal.throwIfAborted()
      if (which === 0) measured.quiet.push((await timed()).p50)
      else {
        const pace = { ...bad, perSecond: capacity / 2, seconds: seconds + (2 * LEAD_MS) / 1_000 }
        const [{ p50 }, { requests, seconds: lasted }] = await Promise.all([
          pause(LEAD_MS).then(timed),
          send(flood, pace),
        ])
        measured.flooded.push(p50)
        measured.sent.push(requests / lasted)
      }
    }
    const [quiet, flooded] = [measured.quiet.at(-1), measured.flooded.at(-1)]
    report(
      `Round ${round + 1} of ${rounds}, median latency in ms: ${quiet?.toFixed(2)} quiet  ${flooded?.toFixed(2)} flooded`,
    )
  }
  return {
    capacity,
    flood: spread(measured.sent),
    quiet: spread(measured.quiet),
    flooded: spread(measured.flooded),
    ratio: ratios(measured.flooded, measured.quiet),
  }
}

async function send(child: Child, pace: Pace): Promise<Paced> {
  const answer = await child.ask<Paced | Fault>(pace)
  if ('fault' in answer) throw new Error(`Requests from ${pace.from}: ${answer.fault}.`)
  return answer
}
