// Random runs of create, upload and submit through a proxy that breaks requests: nothing is lost or doubled.

import { expect, it } from 'vitest'
import { count } from '../../../support/repeat-counts.ts'
import { createWorld } from '../../../support/world.ts'
import { FAULTS, FaultProxy } from './fault-proxy.ts'
import { FaultRun } from './fault-run.ts'
import { seededRandom } from './random.ts'

const RUNS = count(30, 500)
const CONCURRENT = 4
/** Repeat a failed run with its seed: `LATCHKEY_SEED=… vitest run …`. */
const SEED = Number(process.env['LATCHKEY_SEED'] ?? Date.now() % 1_000_000)

it(`loses and doubles nothing in ${RUNS} random runs`, { timeout: RUNS * 6_000 }, async () => {
  const random = seededRandom(SEED)
  await using proxy = await FaultProxy.start({
    choose: () => (random.next() < 0.45 ? random.pick(...FAULTS) : null),
  })
  await using world = await createWorld({ publicUrl: proxy.url, connections: 20 })
  proxy.target = world.url
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const started = performance.now()
  const wrong: string[] = []
  const errors: string[] = []
  const runs = Array.from({ length: RUNS }, (_, index) => index).values()
  const work = async () => {
    for (const index of runs) {
      const name = `run-${SEED}-${index}`
      const setting = {
        world,
        random: seededRandom(SEED + index),
        url: proxy.url,
        apiKey: broker.secret,
        name,
      }
      const run = new FaultRun(setting)
      wrong.push(...(await run.run().catch((error: unknown) => [`${name}: ${String(error)}`])))
      errors.push(...run.errors)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENT }, work))
  const faults = [...proxy.counts.values()].reduce((sum, one) => sum + one, 0)
  const seconds = Math.round((performance.now() - started) / 1_000)
  console.log(`faults: seed ${SEED}, ${RUNS} runs, ${faults} faults, ${errors.length} errors, ${seconds} s`)
  console.log([...Map.groupBy(errors, (one) => one)].map(([name, all]) => `${all.length} ${name}`).join(', '))
  expect(wrong).toEqual([])
  const [counted] = await world.sql(
    `SELECT count(*)::int AS runs FROM submission WHERE external_reference LIKE $1 || '%'`,
    `run-${SEED}-`,
  )
  expect(counted).toEqual({ runs: RUNS })
  // Each kind of fault happened.
  expect([...proxy.counts.keys()].toSorted()).toEqual([...FAULTS].toSorted())
})
