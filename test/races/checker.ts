// The checker of revocation: keys are deleted one after the other while all of them are hammered through two servers,
// and everything that happens after a deletion was answered, and should not, is counted.

import { createWorld, type World } from '../world.ts'
import { ask, SUBMISSIONS, SUBMIT, type Told, VIEWER } from './ask.ts'
import { countDeadlocks } from './deadlocks.ts'
import { countCommittedDead, countRefusedAtProof, installPauses, type Pauses } from './pauses.ts'
import { startServers } from './servers.ts'
import { DELETION, type Taking } from './takings.ts'
import type { ProvingName } from './weakenings.ts'

export interface Check {
  readonly keys: number
  /** Of each key, and each of them asks both servers in turn. */
  readonly workers: number
  readonly pauses: Pauses
  /** How the keys lose their authority; left out: by deletion. */
  readonly taking?: Taking
  readonly proving?: ProvingName
  /** Changes the database's side of the fence. */
  readonly weaken?: (world: World) => Promise<void>
}

export interface Findings {
  keys: number
  submissions: number
  queries: number
  /** Passed the door and got as far as an INSERT, and left nothing. */
  refusedAtProof: number
  /** At the door; queries, also before their answer left. */
  refusedElsewhere: number
  /** Requests that began after the deletion was answered, and were answered with data. */
  acceptedAfter: number
  /** Rows that were not there when the deletion was answered. */
  appearedAfter: number
  /** Rows committed although the deletion was committed before, as the database itself saw it. */
  committedDead: number
  deadlocks: number
  /** Every answer that is neither data nor the refusal that was to come, and whatever the servers logged as an error. */
  others: string[]
}

interface Target {
  readonly id: string
  readonly secret: string
  relationshipId: string
  accepted: number
  deletionAnswered: boolean
  readonly ready: PromiseWithResolvers<void>
}

// Per worker: enough to be under way with this key, and few enough to be quick.
const ACCEPTED_BEFORE = 3
const ATTEMPTS_AFTER = 4

export async function check({
  keys,
  workers,
  pauses,
  taking = DELETION,
  proving = 'last',
  weaken,
}: Check): Promise<Findings> {
  await using world = await createWorld()
  const funder = await world.funder()
  const brokers = await funder.brokers(keys)
  await installPauses(world, pauses)
  await weaken?.(world)
  const found: Findings = {
    keys,
    submissions: 0,
    queries: 0,
    refusedAtProof: 0,
    refusedElsewhere: 0,
    acceptedAfter: 0,
    appearedAfter: 0,
    committedDead: 0,
    deadlocks: 0,
    others: [],
  }
  const targets = await Promise.all(
    brokers.map(async ({ apiKeyId: id, secret }): Promise<Target> => {
      const [{ relationship_id: relationshipId }] = await world.sql(
        'SELECT relationship_id FROM api_key WHERE id = $1',
        id,
      )
      const ready = Promise.withResolvers<void>()
      return { id, secret, relationshipId, accepted: 0, deletionAnswered: false, ready }
    }),
  )
  let refused = 0
  {
    await using servers = await startServers(2, { url: world.databaseUrl, connections: 60, proving })
    const { addresses } = servers
    const atDeletion = new Map<Target, Set<string>>()

    const work = async (target: Target, worker: number) => {
      for (let turn = 0, after = 0; after < ATTEMPTS_AFTER; turn += 1) {
        const beganAfter = target.deletionAnswered
        if (beganAfter) after += 1
        const address = addresses[(worker + turn) % addresses.length]!
        const isQuery = turn % 4 === 3
        const told = isQuery
          ? await ask(address, target.secret, turn % 8 === 3 ? VIEWER : SUBMISSIONS)
          : await ask(address, target.secret, SUBMIT, { name: `Worker ${worker}, turn ${turn}` })
        if (isData(told)) {
          if (beganAfter) found.acceptedAfter += 1
          if (isQuery) found.queries += 1
          else {
            found.submissions += 1
            target.accepted += 1
            if (target.accepted === ACCEPTED_BEFORE * workers) target.ready.resolve()
          }
        } else if (told.code === taking.refusal) refused += 1
        else found.others.push(JSON.stringify(told))
      }
    }

    const deleteInTurn = async () => {
      for (const [index, target] of targets.entries()) {
        await target.ready.promise
        // Answered is answered when the first byte is here.
        const onAnswer = () => {
          target.deletionAnswered = true
        }
        const id = taking.of === 'key' ? target.id : target.relationshipId
        const address = addresses[index % addresses.length]!
        const told = await ask(address, funder.secret, taking.document, { id }, onAnswer)
        atDeletion.set(target, await submissionsOf(world, target))
        if (!isData(told)) found.others.push(`deletion: ${JSON.stringify(told)}`)
      }
    }

    await Promise.all([
      deleteInTurn(),
      ...targets.flatMap((target) => Array.from({ length: workers }, (_, worker) => work(target, worker))),
    ])
    for (const target of targets) {
      const before = atDeletion.get(target)!
      found.appearedAfter += (await submissionsOf(world, target)).difference(before).size
    }
    found.refusedAtProof = await countRefusedAtProof(world)
    found.refusedElsewhere = refused - found.refusedAtProof
    found.committedDead = await countCommittedDead(world)
    found.others.push(...servers.errors)
  }
  found.deadlocks = await countDeadlocks(world)
  return found
}

export function violations({ acceptedAfter, appearedAfter, committedDead }: Findings): number {
  return acceptedAfter + appearedAfter + committedDead
}

export function figures(title: string, found: Findings): string {
  const { keys, submissions, queries, refusedAtProof, refusedElsewhere } = found
  return `${title}: ${keys} keys, ${submissions} submissions and ${queries} queries accepted, ${refusedElsewhere} requests refused at the door, ${refusedAtProof} at the proof; violations: ${found.acceptedAfter} accepted after, ${found.appearedAfter} rows appeared after, ${found.committedDead} committed with a dead key`
}

function isData({ status, code, data }: Told): boolean {
  return status === 200 && code === null && data !== null
}

async function submissionsOf(world: World, { relationshipId }: Target): Promise<Set<string>> {
  const rows = await world.sql('SELECT id FROM submission WHERE relationship_id = $1', relationshipId)
  return new Set(rows.map(({ id }) => id))
}
