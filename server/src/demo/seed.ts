// Demo data: one funder with users, some brokers and submissions. Created once per database.

import type { Environment, SubmissionStatus } from '@latchkey/prisma'
import { ROLE_SCOPES } from '@latchkey/schema/auth/scopes.ts'
import { newId } from '@latchkey/schema/graphql/ids.ts'
import { type MintedKey, mintKey } from '@latchkey/schema/keys/mint-key.ts'
import type { Transaction } from '@latchkey/schema/transaction/transaction.ts'

const FUNDER = { id: 'fun_01j0dem00000000000000000ha', name: 'Harbor Street Capital' }
export const DEMO_OWNER = { id: 'usr_01j0dem00000000000000000va', username: 'olivia' } as const
const ENVIRONMENT: Environment = 'DEVELOPMENT'

const USERS = [
  { ...DEMO_OWNER, name: 'Olivia Marsh', role: 'OWNER' },
  { id: 'usr_01j0dem00000000000000000ad', username: 'adam', name: 'Adam Reyes', role: 'ADMIN' },
  { id: 'usr_01j0dem00000000000000000de', username: 'dana', name: 'Dana Kim', role: 'DEVELOPER' },
  { id: 'usr_01j0dem00000000000000000ww', username: 'umar', name: 'Umar Said', role: 'UNDERWRITER' },
  { id: 'usr_01j0dem00000000000000000ve', username: 'vera', name: 'Vera Holm', role: 'VIEWER' },
] as const

const BROKERS: readonly {
  name: string
  domains: string[]
  submissions?: [string, SubmissionStatus, number][]
}[] = [
  {
    name: 'Northgate Funding',
    domains: ['northgate.example', 'northgate-funding.example'],
    submissions: [
      ['Rosa’s Bakery, second oven', 'DRAFT', 2_500_000],
      ['Keller Freight, two trucks', 'IN_REVIEW', 18_000_000],
      ['Green Door Landscaping', 'APPROVED', 6_000_000],
      ['Pine Street Dental, new X-ray', 'FUNDED', 9_500_000],
    ],
  },
  {
    name: 'Silver Birch Partners',
    domains: ['silverbirch.example'],
    submissions: [
      ['Bluebell Nursery, spring stock', 'SUBMITTED', 3_200_000],
      ['Marlow Print Works', 'INFO_REQUESTED', 7_750_000],
      ['Old Mill Brewing Company', 'DECLINED', 40_000_000],
    ],
  },
  {
    name: 'Copperfield Advisors',
    domains: ['copperfield.example'],
    submissions: [['Tidewater Seafood Market', 'WITHDRAWN', 5_000_000]],
  },
  { name: 'Bee Line Brokers', domains: ['bee.example'] },
  { name: 'Juniper Lane Lending', domains: ['juniper.example'] },
  { name: 'Atlas Bridge', domains: ['atlasbridge.example'] },
]

/** Creates the demo data if this database has none. */
export async function seed(tx: Transaction): Promise<void> {
  const { count } = await tx.funder.createMany({ data: [FUNDER], skipDuplicates: true })
  if (count === 0) return
  const email = (username: string) => `${username}@harborstreet.example`
  await tx.user.createMany({
    data: USERS.map((user) => ({ ...user, funderId: FUNDER.id, email: email(user.username) })),
  })
  for (const { name, domains, submissions } of BROKERS) {
    const brokerId = newId('Broker')
    await tx.broker.create({
      data: { id: brokerId, name, domains: { create: domains.map((domain) => ({ domain })) } },
    })
    if (submissions === undefined) continue
    const relation = { funderId: FUNDER.id, brokerId, environment: ENVIRONMENT }
    const relationshipId = newId('Relationship')
    await tx.relationship.create({ data: { ...relation, id: relationshipId } })
    await mintKey(tx, {
      kind: 'BROKER',
      name,
      environment: ENVIRONMENT,
      funderId: FUNDER.id,
      relationshipId,
      createdById: DEMO_OWNER.id,
      tier: 'PARTNER',
      scopes: ['SUBMISSIONS', 'DOCUMENTS'],
    })
    await tx.submission.createMany({
      data: submissions.map(([title, status, amountMinor]) => ({
        ...relation,
        id: newId('Submission'),
        relationshipId,
        name: title,
        status,
        amountMinor,
        legalName: title.split(',')[0] ?? title,
      })),
    })
  }
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
