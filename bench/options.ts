// The command-line options of the bench, and the help text.

import { parseArgs } from 'node:util'
import { SMALL } from './flat/measure.ts'

const PARTS = ['viewer', 'better-auth', 'create', 'flat', 'flood', 'redis'] as const
export type Part = (typeof PARTS)[number]

export const HELP = `How fast an authenticated request is, against simpler servers on the same machine.

  npx -y pnpm@12 bench [--only viewer,better-auth,create,flat,flood,redis] [--rounds 15] [--seconds 1] [--connections 32]
                    [--keys 1000000] [--json]

  --only          Which parts, separated by commas. Left out: all, which takes about 15 minutes.
                    viewer       viewer against simpler servers, down to a tuned Yoga with one look-up and a stock one with
                                 none; and refused log-ins.
                    better-auth  viewer against better-auth's verifyApiKey on the same PostgreSQL, with the same keys.
                    create       createSubmission against the same statements by hand.
                    flat         viewer, createSubmission, a page of submissions and one of keys, of ${SMALL} keys and
                                 submissions and of --keys.
                    flood        How long good keys wait while somebody guesses at half of what the machine can take.
                    redis        What a request waits for a Redis that answers, freezes and is back, if there is one.
  --rounds        How often each is measured, in turn. Floors are meant for 9 or more.
  --seconds       How long it is pressed each time. Many short rounds: what disturbs one then disturbs its neighbour.
  --connections   How many connections ask at the same time, each with a key of its own.
  --keys          How large the large world of flat is, in whole thousands. A million takes some minutes to make.
  --json          Prints everything that was measured, as JSON, instead of the tables.

Every server is started once, warmed up, and idle while it is not its turn. Servers run on core 0; the generator and
PostgreSQL share core 1, whichever server it is. What counts is the ratio of two servers in the same round, and the
median over the rounds. Of every answer the data is compared to the byte.

The last table tells the floors. Exit code 0: all are reached; 1: one is missed; 2: it could not be measured. The bound
of flood is a goal: it fails nothing. Ctrl-C stops all of it and removes what it made.`

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
  if (unknown !== undefined) throw new Error(`--only knows ${PARTS.join(', ')}. See --help.`)
  return PARTS.filter((part) => named.includes(part))
}

function readKeys(text: string): number {
  const keys = /^[1-9]\d{3,6}$/.test(text) ? Number(text) : Number.NaN
  if (keys % 1_000 === 0 && keys > SMALL) return keys
  throw new Error(`--keys is a number of whole thousands, from ${2 * SMALL} to 9999000. See --help.`)
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new Error(`--${name} is a whole number from 1 to 999. See --help.`)
  return Number(text)
}
