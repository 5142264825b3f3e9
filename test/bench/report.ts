// What was measured, as a table or as JSON, and whether it is above the floor.

import { ratios, type Spread, spread } from './figures.ts'
import type { LogIns } from './log-in.ts'
import type { Measurement } from './measure.ts'
import { STOCK, SUBJECTS, VIEWER } from './subjects.ts'

const FLOOR = 1

export interface Setting {
  readonly rounds: number
  readonly seconds: number
  readonly connections: number
  readonly keys: number
  readonly postgres: string
  readonly pinned: boolean
}

interface Line {
  readonly name: string
  readonly query: string
  readonly requestsPerSecond: Spread
  readonly cpuPerRequest: Spread
  readonly busy: Spread
  /** Requests per second of Latchkey's viewer, divided by this one's. */
  readonly viewerRatio: Spread
  /** The same of the CPU spent per request, turned round: above 1, viewer is the cheaper one. */
  readonly viewerCpuRatio: Spread
  readonly rounds: readonly Measurement[]
}

/** Prints; answers the exit code. `measured`: in the order of SUBJECTS, round by round. */
export function report(
  setting: Setting,
  measured: readonly (readonly Measurement[])[],
  logIns: LogIns,
  json: boolean,
): number {
  const viewer = measured[SUBJECTS.indexOf(VIEWER)] ?? []
  const lines = SUBJECTS.map(({ name, query }, index): Line => {
    const rounds = measured[index] ?? []
    return {
      name,
      query,
      requestsPerSecond: spread(rates(rounds)),
      cpuPerRequest: spread(costs(rounds)),
      busy: spread(rounds.map(({ busy }) => busy)),
      viewerRatio: ratios(rates(viewer), rates(rounds)),
      viewerCpuRatio: ratios(costs(rounds), costs(viewer)),
      rounds,
    }
  })
  const ratio = lines[SUBJECTS.indexOf(STOCK)]?.viewerRatio.median ?? Number.NaN
  const passed = ratio >= FLOOR
  if (json) {
    const { node, v8 } = process.versions
    console.log(
      JSON.stringify(
        { setting: { ...setting, node, v8 }, floor: { ratio, least: FLOOR, passed }, lines, logIns },
        null,
        2,
      ),
    )
  } else {
    console.log(`\n${heading(setting)}\n\n${table(lines)}\n`)
    const [known, unknown] = [logIns.known.toFixed(1), logIns.unknown.toFixed(1)]
    console.log(
      `Refused log-ins, medians of ${logIns.rounds} in turn: known user ${known} ms, unknown user ${unknown} ms.`,
    )
    const others = measured.flat().map((one) => one.others ?? 0)
    if (Math.max(...others) > 0.1)
      console.log(
        `Others took up to ${percent(Math.max(...others))} of the server's core: trust the CPU time more.`,
      )
  }
  const verdict = `viewer / stock Yoga hello: ${ratio.toFixed(2)} (floor ${FLOOR.toFixed(2)})`
  if (json) console.error(verdict)
  else console.log(verdict)
  return passed ? 0 : 1
}

function rates(rounds: readonly Measurement[]): number[] {
  return rounds.map(({ requestsPerSecond }) => requestsPerSecond)
}

function costs(rounds: readonly Measurement[]): number[] {
  return rounds.map(({ cpuPerRequest }) => cpuPerRequest)
}

function heading({ rounds, seconds, connections, keys, postgres, pinned }: Setting): string {
  const where = pinned
    ? 'Server alone on core 0; generator and PostgreSQL on core 1.'
    : 'Nothing was pinned to a core.'
  return [
    `Rounds: ${rounds}, of ${seconds} s each. Connections: ${connections}, each with one of ${keys} keys. Medians; ratios within a round.`,
    `${where} Node ${process.versions.node}, PostgreSQL ${postgres}.`,
  ].join('\n')
}

function table(lines: readonly Line[]): string {
  const rows = [
    ['', 'requests/s', 'server busy', 'CPU each', 'viewer / it', 'from .. to', 'by CPU'],
    ...lines.map(({ name, requestsPerSecond, busy, cpuPerRequest, viewerRatio, viewerCpuRatio }) => [
      name,
      String(Math.round(requestsPerSecond.median)),
      percent(busy.median),
      `${Math.round(cpuPerRequest.median)} us`,
      viewerRatio.median.toFixed(2),
      `${viewerRatio.min.toFixed(2)} .. ${viewerRatio.max.toFixed(2)}`,
      viewerCpuRatio.median.toFixed(2),
    ]),
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('   '),
    )
    .join('\n')
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
