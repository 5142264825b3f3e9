// The bench: the cost of a request, as ratios to simpler servers, and the required minimum ratios.

import { fileURLToPath } from 'node:url'
import { Child } from './child.ts'
import { runCommand } from './command.ts'
import { requireIdle, takeCores } from './cores.ts'
import { KEYS, openBenchDatabase } from './database.ts'
import type { Stage } from './measure.ts'
import { HELP, readOptions } from './options.ts'
import { allReached, type Floor } from './report/floors.ts'
import { asJson, asTables, floorTable, type Setting } from './report/report.ts'
import { type Measured, measurePart } from './suites.ts'

await runCommand(main)

async function main(signal: AbortSignal): Promise<number> {
  const options = readOptions()
  if (options === null) {
    console.log(HELP)
    return 0
  }
  const { parts, rounds, seconds, connections, keys } = options

  const cores = await takeCores()
  if (cores.unpinned !== null)
    report(`Processes are not pinned to cores (${cores.unpinned}). Expect more noise.`)
  report(`Starting PostgreSQL and creating ${KEYS} keys`)
  await using database = await openBenchDatabase()
  const pinned = cores.unpinned === null
  if (pinned) await requireIdle(database.pid)
  await using generator = Child.start([], {
    file: fileURLToPath(import.meta.resolve('./generator.ts')),
    signal,
  })
  const stage: Stage = {
    cores,
    databaseUrl: database.url,
    generator,
    connections,
    secrets: database.secrets(connections),
    rounds,
    seconds,
    signal,
    report,
  }
  const measured: Measured = {}
  const floors: Floor[] = []
  for (const part of parts) floors.push(...(await measurePart(part, stage, keys, measured)))

  const postgres = database.version
  const setting: Setting = {
    parts,
    rounds,
    seconds,
    connections,
    keys: KEYS,
    largeKeys: keys,
    postgres,
    pinned,
  }
  if (options.json) console.log(asJson(setting, measured, floors))
  else console.log(`\n${asTables(setting, measured)}\n`)
  const table = floorTable(floors, rounds)
  if (options.json) console.error(table)
  else console.log(table)
  return allReached(floors) ? 0 : 1
}

/** Progress goes to stderr. Only the results go to standard output. */
function report(line: string): void {
  console.error(line)
}
