// Brokers as targets of the checker: they submit with their keys, until the funder takes these away.

import type { World } from '../world.ts'
import { ask, SUBMISSIONS, SUBMIT, VIEWER } from './ask.ts'
import type { Target, Targets } from './checker.ts'
import { installPauses } from './pauses.ts'
import type { Taking } from './takings.ts'

/** One taking after the other, if there are several. */
export function brokers(...takings: readonly Taking[]): Targets {
  return {
    async make(world, count) {
      const funder = await world.funder()
      const made = await funder.brokers(count)
      return Promise.all(
        made.map(async (broker, index): Promise<Target> => {
          const { document, of, refusal, prepare, leaves } = takings[index % takings.length]!
          await prepare?.(funder, broker)
          const { apiKeyId, secret } = broker
          const relationshipId = await relationshipOf(world, apiKeyId)
          const id = of === 'key' ? apiKeyId : relationshipId
          return {
            askings: [
              {
                by: secret,
                write: (worker, turn) => [SUBMIT, { name: `Worker ${worker}, turn ${turn}` }],
                queries: leaves === 'queries' ? [] : [VIEWER, SUBMISSIONS],
                refusals: [refusal],
              },
            ],
            async rows() {
              const sql = 'SELECT id FROM submission WHERE relationship_id = $1'
              return (await world.sql(sql, relationshipId)).map((row) => row.id)
            },
            take: (address, onAnswer) => ask(address, funder.secret, document, { id }, onAnswer),
          }
        }),
      )
    },
    installPauses,
  }
}

async function relationshipOf(world: World, apiKeyId: string): Promise<string> {
  const [row] = await world.sql('SELECT relationship_id FROM api_key WHERE id = $1', apiKeyId)
  return row.relationship_id
}
