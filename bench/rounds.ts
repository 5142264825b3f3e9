// Measures servers in turn, round by round, so that a disturbance also affects the neighbors.

import { type Measurement, measure, type Running, type Stage } from './measure.ts'

/** In the order of `running`, round by round. `after`: unmeasured work after each measurement. */
export async function measureInTurn(
  stage: Stage,
  running: readonly Running[],
  after: (running: Running) => Promise<void> = async () => undefined,
): Promise<Measurement[][]> {
  const { rounds, signal, report } = stage
  const measured = running.map(() => [] as Measurement[])
  for (let round = 0; round < rounds; round += 1) {
    for (const index of order(round, running.length)) {
      signal.throwIfAborted()
      measured[index]!.push(await measure(stage, running[index]!))
      await after(running[index]!)
    }
    const now = measured.map((one) => Math.round(one.at(-1)?.requestsPerSecond ?? 0))
    report(`Round ${round + 1} of ${rounds}, requests/s: ${now.join('  ')}`)
  }
  return measured
}

/**
 * Rotates the first server and reverses every other round, so that no server always has the same position.
 */
export function order(round: number, count: number): number[] {
  const turns = Array.from({ length: count }, (_, turn) => (round + turn) % count)
  return round % 2 === 0 ? turns : turns.reverse()
}

export function rates(rounds: readonly Measurement[]): number[] {
  return rounds.map(({ requestsPerSecond }) => requestsPerSecond)
}

export function costs(rounds: readonly Measurement[]): number[] {
  return rounds.map(({ cpuPerRequest }) => cpuPerRequest)
}
