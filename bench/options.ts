// The command-line options of the bench, and the help text.

import { parseArgs } from 'node:util'
import { SMALL } from './flat/measure.ts'

const PARTS = ['viewer', 'better-auth', 'create', 'flat', 'find', 'upload', 'flood', 'redis'] as const
export type Part = (typeof PARTS)[number]

export const HELP = `Compares the speed of an authenticated request with simpler servers on the same machine.

  npx -y pnpm@12 bench [--only viewer,better-auth,create,flat,find,upload,flood,redis]
                       [--rounds 15] [--seconds 1] [--connections 32] [--keys 1000000] [--json]

  --only          Parts to run, separated by commas. Default: all, which takes about 20 minutes.
                    viewer       viewer, compared with simpler servers, including a tuned Yoga with one key
                                 lookup and a stock Yoga without; and rejected sign-ins.
                    better-auth  viewer, compared with verifyApiKey of better-auth on the same PostgreSQL,
                                 with the same keys.
                    create       createSubmission, compared with hand-written SQL.
                    flat         viewer, createSubmission, a page of submissions and a page of keys, with
                                 ${SMALL} keys and submissions and with --keys of each.
                    find         Pages, searches and counts of 1,000,000 submissions, compared with the
                                 first page.
                    upload       Uploads of 25 MB, compared with node:http that streams to the same disk.
                    flood        Latency of valid keys during a flood of guesses at half of the capacity.
                    redis        Latency while Redis is up, frozen and up again. Requires redis-server.
  --rounds        Measurements of each server, 1 to 999, taken in turn. Default: 15. Floors require 9 or more.
  --seconds       Duration of a measurement, 1 to 999. Default: 1. In short rounds, a disturbance affects
                  neighboring measurements equally.
  --connections   Concurrent connections, 1 to 999, each with its own key. Default: 32.
  --keys          Number of keys in the large database of flat, a multiple of 1000. Default: 1000000, which
                  takes some minutes to create.
  --json          Print all measurements as JSON instead of tables.

Every server starts once, is warmed up, and is idle until its turn. Servers run on core 0; the load generator
and PostgreSQL share core 1. Results are ratios of two servers in the same round, and the median over all
rounds. The data of every response is compared byte by byte.

The last table shows the floors. Exit codes: 0 all floors reached; 1 a floor missed; 2 measurement failed. The
bound of flood is a goal: missing it does not fail the run. Ctrl-C stops the run and deletes its data.`

export interface Options {
  readonly parts: readonly Part[]
  readonly rounds: number
  readonly seconds: number
  readonly connections: number
  readonly keys: number
  readonly json: boolean
}

/** Null: the user asked for help. */
export function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: PARTS.join() },
      rounds: { type: 'string', default: '15' },
      seconds: { type: 'string', default: '1' },
      connections: { type: 'string', default: '32' },
      keys: { type: 'string', default: '1000000' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return null
  return {
    parts: readParts(values.only),
    rounds: whole('rounds', values.rounds),
    seconds: whole('seconds', values.seconds),
    connections: whole('connections', values.connections),
    keys: readKeys(values.keys),
    json: values.json,
  }
}

function readParts(text: string): Part[] {
  const named = text.split(',')
  const unknown = named.find((name) => !PARTS.some((part) => part === name))
  if (unknown !== undefined) throw new Error(`--only accepts ${PARTS.join(', ')}. See --help.`)
  return PARTS.filter((part) => named.includes(part))
}

function readKeys(text: string): number {
  const keys = /^[1-9]\d{3,6}$/.test(text) ? Number(text) : Number.NaN
  if (keys % 1_000 === 0 && keys > SMALL) return keys
  throw new Error(`--keys must be a multiple of 1000 from ${2 * SMALL} to 9999000. See --help.`)
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text))
    throw new Error(`--${name} must be a whole number from 1 to 999. See --help.`)
  return Number(text)
}
