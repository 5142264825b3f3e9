// Brokers as targets of the revocation checker: they submit with their keys until revoked.

import { Session } from '../../../support/concurrency/database-gates.ts'
import {
  SUBMISSIONS,
  SUBMIT,
  SUBMIT_NESTED,
  sendQuery,
  type TimedResult,
  VIEWER,
  VIEWER_NESTED,
} from '../../../support/concurrency/timed-request.ts'
import type { World } from '../../../support/world.ts'
import type { Target, Targets } from '../checker.ts'
import type { Revocation } from '../key-revocations.ts'
import { installPauses } from '../random-pauses.ts'

interface Requested {
  readonly write: string
  readonly queries: readonly string[]
  /** Whether the responses contain the data that `changing` changes. */
  readonly isNested: boolean
}

const FLAT: Requested = { write: SUBMIT, queries: [VIEWER, SUBMISSIONS], isNested: false }
const NESTED: Requested = { write: SUBMIT_NESTED, queries: [VIEWER_NESTED], isNested: true }

/** With several revocations, the targets use them in turn. */
export function brokers(...revocations: readonly Revocation[]): Targets {
  return targetsOf(FLAT, revocations)
}

/** Same as `brokers`, but the documents select nested fields that change after the revocation is answered. */
export function nestedBrokers(...revocations: readonly Revocation[]): Targets {
  return targetsOf(NESTED, revocations)
}

function targetsOf(requested: Requested, revocations: readonly Revocation[]): Targets {
  return {
    async make(world, count) {
      const funder = await world.funder()
      const made = await funder.brokers(count)
      return Promise.all(
        made.map(async (broker, index): Promise<Target> => {
          const { document, of, refusal, prepare, leaves } = revocations[index % revocations.length]!
          await prepare?.(funder, broker)
          const { apiKeyId, secret } = broker
          const relationshipId = await relationshipOf(world, apiKeyId)
          const id = of === 'key' ? apiKeyId : relationshipId
          const after = `after-${index}.example`
          const take = (address: string, onAnswer: () => void) =>
            sendQuery(address, funder.secret, document, { id }, onAnswer)
          return {
            askings: [
              {
                by: secret,
                write: (worker, turn) => [requested.write, { name: `Worker ${worker}, turn ${turn}` }],
                queries: leaves === 'queries' ? [] : requested.queries,
                // A request that waits for the change can exceed the lock timeout.
                refusals: requested.isNested ? [refusal, 'UNAVAILABLE'] : [refusal],
              },
            ],
            async rows() {
              const sql = 'SELECT id FROM submission WHERE relationship_id = $1'
              return (await world.sql(sql, relationshipId)).map(({ id }) => `submission ${id}`)
            },
            ...(requested.isNested
              ? { after, take: (...given) => changing(world, relationshipId, after, () => take(...given)) }
              : { take }),
          }
        }),
      )
    },
    installPauses,
  }
}

/** Blocks readers of broker domains from before the revocation until the domains have changed after it. */
async function changing(
  world: World,
  relationshipId: string,
  domain: string,
  take: () => Promise<TimedResult>,
): Promise<TimedResult> {
  await using session = await Session.open(world)
  await session.sql('BEGIN')
  await session.sql('LOCK TABLE broker_domain IN ACCESS EXCLUSIVE MODE')
  const told = await take()
  await session.sql(
    `UPDATE broker_domain SET domain = $1
     WHERE broker_id = (SELECT broker_id FROM relationship WHERE id = $2)`,
    domain,
    relationshipId,
  )
  await session.sql('COMMIT')
  return told
}

async function relationshipOf(world: World, apiKeyId: string): Promise<string> {
  const [row] = await world.sql('SELECT relationship_id FROM api_key WHERE id = $1', apiKeyId)
  return row.relationship_id
}
