// Brokers and reviewers as targets of the revocation checker: they upload documents, submit and decide.

import { sweepUploads } from '@latchkey/server/storage/sweep-uploads.ts'
import type { BrokerActor, Funder } from '../../../support/actors.ts'
import { type By, byBearer, DELETE, sendQuery, VIEWER } from '../../../support/concurrency/timed-request.ts'
import type { World } from '../../../support/world.ts'
import type { Asking, Target, Targets } from '../checker.ts'
import { DELETION, KEY_REVOCATIONS, type Revocation } from '../key-revocations.ts'
import { installEventPauses } from '../random-pauses.ts'
import { USER_REVOCATIONS, type UserRevocation } from '../user-revocations.ts'
import { applies, BUSY, decides, invites } from './submission-writes.ts'

type MakeTarget = (funder: Funder, broker: BrokerActor, index: number) => Promise<Target>

const SUBMISSIONS = '{ submissions(first: 5) { nodes { id documents(first: 5) { nodes { id } } } } }'

/** One of each kind, in turn: keys of brokers, sessions of owners, keys of underwriters. */
const KINDS: readonly MakeTarget[] = [
  brokerLosing(DELETION),
  ownerLosing('disabling a user'),
  underwriterLosingKey,
  brokerLosing(KEY_REVOCATIONS['ending the relationship']!),
  ownerLosing('demoting an OWNER'),
  brokerLosing(KEY_REVOCATIONS['narrowing the scopes']!),
  ownerLosing('signing out everywhere'),
  brokerLosing(KEY_REVOCATIONS['pausing the relationship']!),
]

export const KINDS_OF_TARGETS = KINDS.length

export const submissionTargets: Targets = {
  async make(world, count) {
    const funder = await world.funder()
    const brokers = await funder.brokers(count)
    const targets: Target[] = []
    for (const [index, broker] of brokers.entries())
      targets.push(await KINDS[index % KINDS.length]!(funder, broker, index))
    return targets
  },
  installPauses: installEventPauses,
  leftovers,
}

function brokerLosing({ document, of, refusal, leaves }: Revocation): MakeTarget {
  return async (funder, broker, index) => {
    const relationshipId = await relationshipOf(broker)
    const id = of === 'key' ? broker.apiKeyId : relationshipId
    const queries = leaves === 'queries' ? [] : [VIEWER, SUBMISSIONS]
    return {
      askings: [{ by: broker.secret, ...applies(index), queries, refusals: [refusal, BUSY] }],
      rows: () => rowsOf(funder.world, relationshipId, broker.apiKeyId),
      take: (address, onAnswer) => sendQuery(address, funder.secret, document, { id }, onAnswer),
    }
  }
}

function ownerLosing(what: string): MakeTarget {
  return async (funder, broker) => {
    const revocation: UserRevocation = USER_REVOCATIONS[what]!
    const { world } = funder
    const owner = await funder.logsIn({ userId: funder.ownerId })
    const person = await funder.logsIn({ role: 'OWNER' })
    const by: By = byBearer(person.bearer)
    const queries = revocation.queries ? [SUBMISSIONS] : []
    const refusals = [...revocation.refusals, BUSY]
    const deciding: Asking = { by, ...(await decides(broker)), queries, refusals }
    const inviting: Asking = { by, ...invites(person.userId), queries, refusals }
    const relationshipId = await relationshipOf(broker)
    return {
      // One of three workers invites: invitations enqueue jobs.
      askings: [deciding, deciding, inviting],
      rows: () => rowsOf(world, relationshipId, person.userId),
      take: await revocation.prepare(world, owner, person, by),
    }
  }
}

async function underwriterLosingKey(funder: Funder, broker: BrokerActor): Promise<Target> {
  const { secret, apiKeyId: id } = await funder.user({ role: 'UNDERWRITER' })
  const relationshipId = await relationshipOf(broker)
  const refusals = ['API_KEY_INVALID', BUSY]
  return {
    askings: [{ by: secret, ...(await decides(broker)), queries: [SUBMISSIONS], refusals }],
    rows: () => rowsOf(funder.world, relationshipId, id),
    take: (address, onAnswer) => sendQuery(address, funder.secret, DELETE, { id }, onAnswer),
  }
}

async function relationshipOf({ latchkey }: BrokerActor): Promise<string> {
  const { relationship } = await latchkey.viewer()
  if (relationship == null) throw new Error('A broker key has a relationship.')
  return relationship.id
}

/** Rows of the relationship, each with its version; events of the actor; jobs that name one of these objects. */
async function rowsOf(world: World, relationshipId: string, actorId: string): Promise<string[]> {
  const rows = await world.sql(
    `WITH own AS (SELECT id FROM submission WHERE relationship_id = $1),
       invited AS (SELECT id FROM "user" WHERE name = $2),
       thing AS (SELECT id FROM own UNION ALL SELECT id FROM invited UNION ALL
         SELECT id FROM document WHERE submission_id IN (SELECT id FROM own) UNION ALL
         SELECT id FROM offer WHERE submission_id IN (SELECT id FROM own))
     SELECT 'submission ' || id || ' ' || version AS row FROM submission WHERE relationship_id = $1
     UNION ALL SELECT 'document ' || id || ' ' || status FROM document WHERE submission_id IN (SELECT id FROM own)
     UNION ALL SELECT 'upload ' || id FROM upload WHERE submission_id IN (SELECT id FROM own)
     UNION ALL SELECT 'decision ' || id FROM decision WHERE submission_id IN (SELECT id FROM own)
     UNION ALL SELECT 'offer ' || id || ' ' || status FROM offer WHERE submission_id IN (SELECT id FROM own)
     UNION ALL SELECT 'user ' || id FROM invited
     UNION ALL SELECT 'event ' || id FROM event WHERE actor_id = $2
     UNION ALL SELECT 'job ' || j.id FROM pgboss.job j
       WHERE EXISTS (SELECT FROM regexp_matches(j.data::text, '[a-z]{3}_[0-9a-z]{26}', 'g') AS found
                     WHERE found[1] IN (SELECT id FROM thing))`,
    relationshipId,
    actorId,
  )
  return rows.map(({ row }) => row)
}

/** Sweeps, and returns the blobs that belong to no document. */
async function leftovers(world: World): Promise<string[]> {
  const uploads = await world.sql('SELECT id FROM upload')
  await world.advance('2 hours')
  await sweepUploads({ prisma: world.database.prisma, store: world.blobs })
  const documents = await world.sql('SELECT storage_key FROM document')
  const known = new Set(documents.map(({ storage_key }) => storage_key))
  const remaining = await world.blobs.list('staging')
  const copies = await Promise.all(uploads.map(({ id }) => world.blobs.list(`documents/${id}`)))
  return [...remaining, ...copies.flat().filter((key) => !known.has(key))]
}
