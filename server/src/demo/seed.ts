// Demo data: one funder with users, some brokers and submissions. Created once per database.

import type { Environment } from '@latchkey/prisma'
import { ROLE_SCOPES } from '@latchkey/schema/auth/scopes.ts'
import type { MasterKeys } from '@latchkey/schema/encryption/data-key.ts'
import { newId } from '@latchkey/schema/graphql/ids.ts'
import { type MintedKey, mintKey } from '@latchkey/schema/keys/mint-key.ts'
import type { Transaction } from '@latchkey/schema/transaction/transaction.ts'
import { storiesOf } from './stories.ts'
import { type DemoBroker, type Story, saveStories } from './story.ts'

const FUNDER = { id: 'fun_01j0dem00000000000000000ha', name: 'Harbor Street Capital' }
export const DEMO_OWNER = { id: 'usr_01j0dem00000000000000000va', username: 'olivia' } as const
const ADMIN_ID = 'usr_01j0dem00000000000000000ad'
const UNDERWRITER_ID = 'usr_01j0dem00000000000000000ww'
const ENVIRONMENT: Environment = 'DEVELOPMENT'
const AGE_DAYS = 60

const USERS = [
  { ...DEMO_OWNER, name: 'Olivia Marsh', role: 'OWNER' },
  { id: ADMIN_ID, username: 'adam', name: 'Adam Reyes', role: 'ADMIN' },
  { id: 'usr_01j0dem00000000000000000de', username: 'dana', name: 'Dana Kim', role: 'DEVELOPER' },
  { id: UNDERWRITER_ID, username: 'umar', name: 'Umar Said', role: 'UNDERWRITER' },
  { id: 'usr_01j0dem00000000000000000ve', username: 'vera', name: 'Vera Holm', role: 'VIEWER' },
] as const

/** The first three have keys and submissions. */
const NORTHGATE = { name: 'Northgate Funding', domains: ['northgate.example', 'northgate-funding.example'] }
const SILVER_BIRCH = { name: 'Silver Birch Partners', domains: ['silverbirch.example'] }
const COPPERFIELD = { name: 'Copperfield Advisors', domains: ['copperfield.example'] }
const KEYLESS = [
  { name: 'Bee Line Brokers', domains: ['bee.example'] },
  { name: 'Juniper Lane Lending', domains: ['juniper.example'] },
  { name: 'Atlas Bridge', domains: ['atlasbridge.example'] },
]

export interface SeedNeeds {
  readonly masterKeys: MasterKeys
}

interface PlannedBroker extends DemoBroker {
  readonly name: string
  readonly domains: readonly string[]
}

/** Everything that the demo data refers to, before anything of it is written. */
interface DemoPlan {
  readonly now: Date
  readonly brokers: readonly PlannedBroker[]
  readonly stories: readonly Story[]
}

/** Null if this database has the demo data. */
export async function planDemo(tx: Transaction, { masterKeys }: SeedNeeds): Promise<DemoPlan | null> {
  if ((await tx.funder.count({ where: { id: FUNDER.id } })) > 0) return null
  const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT app_now() AS now`
  const now = clock?.now ?? new Date()
  const [northgate, silverBirch, copperfield] = [
    planned(NORTHGATE),
    planned(SILVER_BIRCH),
    planned(COPPERFIELD),
  ]
  const world = { funderId: FUNDER.id, masterKeys, now }
  const cast = { northgate, silverBirch, copperfield, adminId: ADMIN_ID, underwriterId: UNDERWRITER_ID }
  return { now, brokers: [northgate, silverBirch, copperfield], stories: storiesOf(world, cast) }
}

function planned(broker: Pick<PlannedBroker, 'name' | 'domains'>): PlannedBroker {
  const ids = { brokerId: newId('Broker'), relationshipId: newId('Relationship'), apiKeyId: newId('ApiKey') }
  return { ...broker, ...ids }
}

/** Creates the demo data, unless another server has. Save the files of the stories before. */
export async function seed(tx: Transaction, { now, brokers, stories }: DemoPlan): Promise<void> {
  const { count } = await tx.funder.createMany({ data: [FUNDER], skipDuplicates: true })
  if (count === 0) return
  const createdAt = new Date(now.getTime() - AGE_DAYS * 86_400_000)
  const email = (username: string) => `${username}@harborstreet.example`
  await tx.user.createMany({
    data: USERS.map((user) => ({
      ...{ ...user, funderId: FUNDER.id, email: email(user.username), createdAt },
    })),
  })
  for (const broker of brokers) await addBroker(tx, broker, createdAt)
  for (const { name, domains } of KEYLESS)
    await tx.broker.create({ data: { id: newId('Broker'), name, domains: named(domains) } })
  await saveStories(tx, stories)
}

function named(domains: readonly string[]) {
  return { create: domains.map((domain) => ({ domain })) }
}

/** A broker with a relationship and a key. */
async function addBroker(
  tx: Transaction,
  { name, domains, brokerId, relationshipId, apiKeyId }: PlannedBroker,
  createdAt: Date,
): Promise<void> {
  await tx.broker.create({ data: { id: brokerId, name, createdAt, domains: named(domains) } })
  const relation = { funderId: FUNDER.id, brokerId, environment: ENVIRONMENT }
  await tx.relationship.create({ data: { ...relation, id: relationshipId, createdAt } })
  const key = await mintKey(tx, {
    id: apiKeyId,
    kind: 'BROKER',
    name,
    environment: ENVIRONMENT,
    funderId: FUNDER.id,
    relationshipId,
    createdById: DEMO_OWNER.id,
    tier: 'PARTNER',
    scopes: ['SUBMISSIONS', 'DOCUMENTS'],
  })
  if (key === null) throw new Error('The key of a demo broker could not be created.')
  await tx.apiKey.update({ where: { id: apiKeyId }, data: { createdAt } })
}

/** Creates a USER key for the demo funder's owner. */
export async function mintDemoKey(tx: Transaction): Promise<MintedKey> {
  const scopes = [...ROLE_SCOPES.OWNER].filter((scope) => !scope.endsWith('_READ'))
  const minted = await mintKey(tx, {
    kind: 'USER',
    name: 'Demo key',
    environment: ENVIRONMENT,
    funderId: FUNDER.id,
    userId: DEMO_OWNER.id,
    createdById: DEMO_OWNER.id,
    tier: 'INTERNAL',
    scopes,
  })
  if (minted === null) throw new Error('The demo key could not be created.')
  return minted
}

/**
 * Returns a domain of a broker that has no key of the demo funder: an existing broker if there is one, or a
 * new one.
 */
export async function keylessDomain(tx: Transaction): Promise<string> {
  const relationships = {
    some: {
      funderId: FUNDER.id,
      environment: ENVIRONMENT,
      apiKeys: { some: { state: { not: 'DELETED' as const } } },
    },
  }
  const found = await tx.brokerDomain.findFirst({
    where: { broker: { NOT: { relationships } } },
    orderBy: { brokerId: 'asc' },
  })
  if (found) return found.domain
  const number = (await tx.broker.count()) + 1
  const domain = `broker-${number}.example`
  await tx.broker.create({
    data: { id: newId('Broker'), name: `Broker ${number}`, domains: { create: { domain } } },
  })
  return domain
}

/** The oldest ACTIVE relationship of the demo funder. */
export async function demoRelationship(tx: Transaction): Promise<string | null> {
  const found = await tx.relationship.findFirst({
    where: { funderId: FUNDER.id, environment: ENVIRONMENT, status: 'ACTIVE' },
    orderBy: { id: 'asc' },
  })
  return found?.id ?? null
}
