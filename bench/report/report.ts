// Prints the results as tables or as JSON.

import type { Line } from '../comparison.ts'
import type { FindLine } from '../find/measure.ts'
import { type FlatLine, SMALL } from '../flat/measure.ts'
import type { Flooded } from '../flood/measure.ts'
import type { RedisTimes } from '../redis/measure.ts'
import type { Measured } from '../suites.ts'
import { uploadTable } from '../upload/measure.ts'
import type { Spread } from './figures.ts'
import type { Floor } from './floors.ts'
import { columns, percent } from './table.ts'

export interface Setting {
  readonly parts: readonly string[]
  readonly rounds: number
  readonly seconds: number
  readonly connections: number
  readonly keys: number
  /** The keys of the large world of `flat`. */
  readonly largeKeys: number
  readonly postgres: string
  readonly pinned: boolean
}

export function asJson(setting: Setting, measured: Measured, floors: readonly Floor[]): string {
  const { node, v8 } = process.versions
  return JSON.stringify({ setting: { ...setting, node, v8 }, floors, ...measured }, null, 2)
}

export function asTables(setting: Setting, measured: Measured): string {
  const { viewers, logIns, betterAuth, create, flat, find, uploads, flood, redis } = measured
  const compared = [viewers, betterAuth, create].filter((lines) => lines !== undefined)
  const others = Math.max(0, ...compared.flat().flatMap(({ rounds }) => rounds.map((one) => one.others ?? 0)))
  return [
    heading(setting),
    ...compared.map(comparison),
    logIns &&
      `Rejected sign-ins, medians of ${logIns.rounds} in turn: known user ${logIns.known.toFixed(1)} ms, unknown user ${logIns.unknown.toFixed(1)} ms.`,
    flat && flatness(flat, setting.largeKeys),
    find && finds(find),
    uploads && uploadTable(uploads),
    flood && flooded(flood),
    redis === null && 'Skipped the redis part: this machine has no redis-server.',
    redis && withRedis(redis),
    others > 0.1 &&
      `Other processes used up to ${percent(others)} of the server's core: prefer the CPU figures.`,
  ]
    .filter((paragraph) => typeof paragraph === 'string')
    .join('\n\n')
}

export function floorTable(floors: readonly Floor[], rounds: number): string {
  const rows = floors.map(({ name, bound, value, measured, passed }) => [
    `${name}`,
    bound === 'least' ? 'at least' : bound === 'most' ? 'at most' : 'goal: at most',
    value.toFixed(2),
    measured.toFixed(2),
    passed ? 'yes' : 'NO',
  ])
  const table = columns([['floor', '', '', 'measured', 'passed'], ...rows])
  return rounds < 9 ? `${table}\n\nFewer than 9 rounds: the result is not reliable.` : table
}

function heading({ rounds, seconds, connections, keys, postgres, pinned }: Setting): string {
  const where = pinned
    ? 'Server on core 0; load generator and PostgreSQL on core 1.'
    : 'Processes were not pinned to cores.'
  return [
    `Rounds: ${rounds} of ${seconds} s. Connections: ${connections}, each with one of ${keys} keys. Medians of all rounds; ratios per round.`,
    `${where} Node ${process.versions.node}, PostgreSQL ${postgres}.`,
  ].join('\n')
}

function comparison(lines: readonly Line[]): string {
  return columns([
    ['', 'requests/s', 'server busy', 'CPU/request', 'Latchkey / peer', 'min .. max', 'by CPU time'],
    ...lines.map(({ name, requestsPerSecond, busy, cpuPerRequest, ratio, cpuRatio }) => [
      name,
      whole(requestsPerSecond),
      percent(busy.median),
      `${whole(cpuPerRequest)} us`,
      ratio.median.toFixed(2),
      range(ratio),
      cpuRatio.median.toFixed(2),
    ]),
  ])
}

function flatness(lines: readonly FlatLine[], largeKeys: number): string {
  return columns([
    ['requests/s', `${SMALL} keys`, `${largeKeys} keys`, 'time large / small', 'min .. max'],
    ...lines.map(({ name, small, large, ratio }) => [
      name,
      whole(small),
      whole(large),
      ratio.median.toFixed(2),
      range(ratio),
    ]),
  ])
}

function finds(lines: readonly FindLine[]): string {
  return columns([
    ['1,000,000 submissions', 'sent by', 'ms', 'time / first page', 'min .. max'],
    ...lines.map(({ name, by, took, ratio }) => [
      name,
      by,
      took.median.toFixed(2),
      ratio.median.toFixed(2),
      range(ratio),
    ]),
  ])
}

function flooded({ capacity, flood, quiet, flooded, ratio }: Flooded): string {
  return [
    `Capacity for guesses: ${Math.round(capacity)} per second; flood: ${whole(flood)} per second.`,
    `Median latency of valid keys: without flood ${quiet.median.toFixed(2)} ms, with flood ${flooded.median.toFixed(2)} ms; ratio ${ratio.median.toFixed(2)} (${range(ratio)}).`,
  ].join('\n')
}

function withRedis({ shared, open, back, found, longestFound }: RedisTimes): string {
  return [
    `Median latency of sequential requests: Redis up ${shared.toFixed(2)} ms, frozen ${open.toFixed(2)} ms, up again ${back.toFixed(2)} ms.`,
    `Request that detects the freeze: median ${found.toFixed(1)} ms, maximum ${longestFound.toFixed(1)} ms.`,
  ].join('\n')
}

function whole({ median }: Spread): string {
  return String(Math.round(median))
}

function range({ min, max }: Spread): string {
  return `${min.toFixed(2)} .. ${max.toFixed(2)}`
}
