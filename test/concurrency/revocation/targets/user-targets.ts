// Users as targets of the revocation checker: they create keys and invite others until revoked.
// They use their sessions and USER keys.

import type { Funder } from '../../../support/actors.ts'
import {
  type By,
  byBearer,
  CREATE_KEY,
  INVITE,
  KEYS,
  VIEWER,
} from '../../../support/concurrency/timed-request.ts'
import type { Person } from '../../../support/person.ts'
import type { World } from '../../../support/world.ts'
import type { Asking, Target, Targets } from '../checker.ts'
import { installUserPauses } from '../random-pauses.ts'
import type { UserRevocation } from '../user-revocations.ts'
import { bearerOf, bothForms, cookieOf } from './session-clients.ts'

// Each created key needs a new broker.
const BROKERS = 10_000

/**
 * Each user is revoked in one of these ways, in turn. `many`: sessions per user, of pages and of programs.
 */
export function people(revocations: readonly UserRevocation[], many = 3): Targets {
  return {
    async make(world, count) {
      const funder = await world.funder()
      await knowBrokers(world, BROKERS)
      const owner = await funder.logsIn({ userId: funder.ownerId })
      const targets: Target[] = []
      let written = 0
      const next = () => {
        written += 1
        return written
      }
      // One sign-in at a time: this many concurrent sign-ins would hit the rate limit.
      while (targets.length < count) {
        const revocation = revocations[targets.length % revocations.length]!
        const person = await funder.logsIn({ role: revocation.role })
        const sessions = await sessionsOf(world, person, revocation, many)
        const keys =
          revocation.of === 'sessions and keys' ? [await userKeyOf(funder, person, revocation)] : []
        targets.push({
          askings: [
            ...sessions.map((by, index) => ofSession(by, index, person, revocation, next)),
            ...keys.map((key) => ofKey(key, revocation, next)),
          ],
          rows: () => rowsOf(world, person),
          take: await revocation.prepare(world, owner, person, sessions[0]!),
        })
      }
      return targets
    },
    installPauses: installUserPauses,
  }
}

async function sessionsOf(world: World, person: Person, { of }: UserRevocation, many: number): Promise<By[]> {
  if (of === 'one session') return bothForms(world, person)
  const sessions = [byBearer(person.bearer)]
  while (sessions.length < many) {
    const logIn = sessions.length % 2 === 1 ? cookieOf : bearerOf
    sessions.push(await logIn(world, person.username))
  }
  return sessions
}

async function userKeyOf(funder: Funder, { userId }: Person, { role }: UserRevocation): Promise<string> {
  return (await funder.key({ userId, role })).secret
}

/** OWNERs also invite, which re-verifies last; creating a key re-verifies first. */
function ofSession(
  by: By,
  index: number,
  { userId }: Person,
  { role, refusals, queries }: UserRevocation,
  next: () => number,
): Asking {
  const makesKey = () => [CREATE_KEY, { email: `sam@broker-${next()}.example` }] as const
  const invites = () => [INVITE, { username: `invited_${next()}`, name: userId }] as const
  const write = (worker: number, turn: number) =>
    role === 'OWNER' && (worker + turn + index) % 2 === 0 ? invites() : makesKey()
  return { by, write, queries: queries ? [VIEWER, KEYS] : [], refusals }
}

function ofKey(secret: string, { refusals }: UserRevocation, next: () => number): Asking {
  const write = () => [CREATE_KEY, { email: `sam@broker-${next()}.example` }] as const
  return { by: secret, write, queries: [KEYS], refusals }
}

async function rowsOf(world: World, { userId }: Person): Promise<string[]> {
  const rows = await world.sql(
    `SELECT id FROM api_key WHERE created_by_id = $1
     UNION ALL SELECT relationship_id FROM api_key WHERE created_by_id = $1 AND relationship_id IS NOT NULL
     UNION ALL SELECT id FROM "user" WHERE name = $1`,
    userId,
  )
  return rows.map(({ id }) => `row ${id}`)
}

async function knowBrokers(world: World, many: number): Promise<void> {
  await world.sql(
    `INSERT INTO broker (id, name) SELECT 'brk_' || n, 'Broker ' || n FROM generate_series(1, ${many}) n`,
  )
  await world.sql(
    `INSERT INTO broker_domain (domain, broker_id)
     SELECT 'broker-' || n || '.example', 'brk_' || n FROM generate_series(1, ${many}) n`,
  )
}
