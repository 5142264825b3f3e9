// Sends the same queries to a Latchkey with a small and one with a large database; compares times.

import { type Measurement, type Running, type Stage, startServer, warmUp } from '../measure.ts'
import { ratios, type Spread, spread } from '../report/figures.ts'
import { measureInTurn, rates } from '../rounds.ts'
import { LATCHKEY } from '../subjects.ts'
import { CREATE, DOCUMENTS, expectedOf, type FlatDocument } from './documents.ts'
import { type FlatWorld, makeFlatWorld, revokeKeys } from './world.ts'

export const SMALL = 1_000
const SECRETS = { brokers: 64, funder: 10 } as const

export interface FlatLine {
  readonly name: string
  readonly query: string
  /** Requests per second. */
  readonly small: Spread
  readonly large: Spread
  /** Time per request with the large database, divided by the time with the small one in the same round. */
  readonly ratio: Spread
  readonly rounds: { readonly small: readonly Measurement[]; readonly large: readonly Measurement[] }
}

interface Query extends Running {
  readonly world: FlatWorld
  readonly document: FlatDocument
}

/** `url`: of the PostgreSQL server. */
export async function measureFlat(stage: Stage, url: string, keys: number): Promise<FlatLine[]> {
  const { cores, signal, report } = stage
  await using started = new AsyncDisposableStack()
  const asked: Query[] = []
  for (const size of [SMALL, keys]) {
    const world = await makeFlatWorld({ cores, url, keys: size, secrets: SECRETS, signal, report })
    asked.push(...(await open(stage, world, started)))
  }
  const worldOf = new Map<Running, Query>(asked.map((one) => [one, one]))
  const measured = await measureInTurn(stage, asked, async (running) => {
    const one = worldOf.get(running)
    if (one?.document.name === CREATE) await revokeKeys(one.world)
  })
  return DOCUMENTS.map(({ name, question: { query } }, index) => {
    const [small = [], large = []] = [measured[index], measured[DOCUMENTS.length + index]]
    return {
      name,
      query,
      small: spread(rates(small)),
      large: spread(rates(large)),
      ratio: ratios(rates(small), rates(large)),
      rounds: { small, large },
    }
  })
}

/** Starts a server on this world and warms it up with every document. */
async function open(stage: Stage, world: FlatWorld, started: AsyncDisposableStack): Promise<Query[]> {
  stage.report(`${world.keys} keys: starting and warming up`)
  const { server, address } = await startServer(stage, LATCHKEY, world.databaseUrl, started)
  const asked: Query[] = []
  for (const document of DOCUMENTS) {
    const at = { server, url: `${address}/graphql`, secrets: world[document.by] }
    const expected = await expectedOf(document, at)
    const name = `${document.name} of ${world.keys}`
    const one: Query = { ...at, ...document.question, expected, name, world, document }
    await warmUp(stage, one)
    if (document.name === CREATE) await revokeKeys(world)
    asked.push(one)
  }
  return asked
}
