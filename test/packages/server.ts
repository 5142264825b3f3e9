// startServer: a Latchkey with a funder and a broker, for the programs of one test file.

import type { BrokerActor, Funder } from '../support/actors.ts'
import { createWorld, type World } from '../support/world.ts'
import type { WorldOptions } from '../support/world-options.ts'

export interface Server extends AsyncDisposable {
  readonly url: string
  readonly world: World
  readonly funder: Funder
  readonly broker: BrokerActor
  /** The environment variables that the programs read. */
  readonly env: Readonly<Record<'LATCHKEY_API_KEY' | 'LATCHKEY_URL', string>>
}

export async function startServer(options: WorldOptions = {}): Promise<Server> {
  const world = await createWorld(options)
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const url = `${world.url}/graphql`
  return {
    url,
    world,
    funder,
    broker,
    env: { LATCHKEY_API_KEY: broker.secret, LATCHKEY_URL: url },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}
