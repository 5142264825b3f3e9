// Compares Latchkey with servers that do the same or less: one measurement each per round; ratios.

import { type Measurement, type Running, type Stage, start } from './measure.ts'
import { ratios, type Spread, spread } from './report/figures.ts'
import { costs, measureInTurn, rates } from './rounds.ts'
import type { Subject } from './subjects.ts'

export interface Line {
  readonly name: string
  readonly query: string
  readonly requestsPerSecond: Spread
  readonly cpuPerRequest: Spread
  readonly busy: Spread
  /** Requests per second of the Latchkey subject, divided by this server's. */
  readonly ratio: Spread
  /** CPU per request of this server, divided by Latchkey's: above 1, Latchkey is cheaper. */
  readonly cpuRatio: Spread
  readonly rounds: readonly Measurement[]
}

/** `also`: runs while the servers run. */
export async function compare(
  stage: Stage,
  subjects: readonly Subject[],
  ours: Subject,
  also: (running: readonly Running[]) => Promise<void> = async () => undefined,
): Promise<Line[]> {
  await using started = new AsyncDisposableStack()
  const running: Running[] = []
  for (const subject of subjects) running.push(await start(stage, subject, started))
  const measured = await measureInTurn(stage, running)
  await also(running)
  const own = measured[subjects.indexOf(ours)] ?? []
  return subjects.map(({ name, query }, index) => {
    const rounds = measured[index] ?? []
    return {
      name,
      query,
      requestsPerSecond: spread(rates(rounds)),
      cpuPerRequest: spread(costs(rounds)),
      busy: spread(rounds.map(({ busy }) => busy)),
      ratio: ratios(rates(own), rates(rounds)),
      cpuRatio: ratios(costs(rounds), costs(own)),
      rounds,
    }
  })
}
