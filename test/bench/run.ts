// The bench: an authenticated `viewer` through the whole server, against simpler servers, as ratios.

import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Child } from './child.ts'
import { mustRest, takeCores } from './cores.ts'
import { KEYS, openBenchDatabase } from './database.ts'
import { measureLogIns } from './log-in.ts'
import { type Measurement, measure, type Running, start } from './measure.ts'
import { report } from './report.ts'
import { SUBJECTS, VIEWER } from './subjects.ts'

const HELP = `How fast an authenticated request is, against simpler servers on the same machine.

  npx pnpm@12 bench [--rounds 15] [--seconds 1] [--connections 32] [--json]

  --rounds        How often each server is measured, in turn.
  --seconds       How long it is pressed each time. Many short rounds: what disturbs one then disturbs its neighbour.
  --connections   How many connections ask at the same time, each with a key of its own.
  --json          Prints everything that was measured, as JSON, instead of the table.

Every server is started once, warmed up, and idle while it is not its turn. Servers run on core 0; the generator and
PostgreSQL share core 1, whichever server it is. What counts is the ratio of two servers in the same round. Exit code
0: viewer is not slower than stock Yoga's hello; 1: it is slower; 2: it could not be measured. Ctrl-C stops it and all
that it started.`

const stopping = new AbortController()
// A second signal ends us at once.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stopping.abort())
// Nobody reads any more (`| head`): that is a reason to stop, not to drop everything where it stands.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stopping.abort())

try {
  process.exitCode = await main()
} catch (error) {
  const stopped = stopping.signal.aborted
  console.error(stopped ? 'Stopped.' : error instanceof Error ? error.message : String(error))
  process.exitCode = stopped ? 130 : 2
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '15' },
      seconds: { type: 'string', default: '1' },
      connections: { type: 'string', default: '32' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const rounds = whole('rounds', values.rounds)
  const seconds = whole('seconds', values.seconds)
  const connections = whole('connections', values.connections)
  const { signal } = stopping

  const cores = await takeCores()
  if (cores.unpinned !== null) tell(`Not pinned to cores, for ${cores.unpinned}: expect more noise.`)
  tell(`Starting PostgreSQL and making ${KEYS} keys`)
  await using database = await openBenchDatabase()
  if (cores.unpinned === null) await mustRest(database.pid)
  await using generator = Child.start([], {
    file: fileURLToPath(import.meta.resolve('./generator.ts')),
    signal,
  })
  const secrets = database.secrets(connections)
  const stage = { cores, databaseUrl: database.url, generator, secrets, seconds, signal }

  await using started = new AsyncDisposableStack()
  const running: Running[] = []
  for (const subject of SUBJECTS) {
    tell(`Starting and warming up: ${subject.name}`)
    running.push(await start(stage, subject, started))
  }
  const measured = SUBJECTS.map(() => [] as Measurement[])
  for (let round = 0; round < rounds; round += 1) {
    for (const index of order(round, SUBJECTS.length)) {
      signal.throwIfAborted()
      measured[index]!.push(await measure(stage, running[index]!))
    }
    const now = SUBJECTS.map((_, index) => Math.round(measured[index]?.at(-1)?.requestsPerSecond ?? 0))
    tell(`Round ${round + 1} of ${rounds}, requests/s: ${now.join('  ')}`)
  }
  const setting = {
    rounds,
    seconds,
    connections,
    keys: KEYS,
    postgres: database.version,
    pinned: cores.unpinned === null,
  }
  tell('Refusing log-ins')
  const logIns = await measureLogIns(addressOf(running), database.url)
  return report(setting, measured, logIns, values.json)
}

/** Of a Latchkey server. */
function addressOf(running: readonly Running[]): string {
  const latchkey = running[SUBJECTS.indexOf(VIEWER)]
  if (latchkey === undefined) throw new Error('No Latchkey server is running.')
  return latchkey.url
}

/** Another first in every round, and every other round backwards, so that no place in the order is always the same one's. */
function order(round: number, count: number): number[] {
  const turns = Array.from({ length: count }, (_, turn) => (round + turn) % count)
  return round % 2 === 0 ? turns : turns.reverse()
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new Error(`--${name} is a whole number from 1 to 999. See --help.`)
  return Number(text)
}

/** What goes on; the results alone go to standard output. */
function tell(line: string): void {
  console.error(line)
}
