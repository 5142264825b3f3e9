// A database with a million submissions, filled in SQL: half of them of one funder, a quarter through one broker.

import { openDatabase } from '@latchkey/prisma'
import { newId } from '@latchkey/schema/graphql/ids.ts'
import type { Transaction } from '@latchkey/schema/transaction/transaction.ts'
import { migrateDatabase } from '@latchkey/server/jobs/migrate-database.ts'
import pg from 'pg'
import { makeKeys } from '../database.ts'
import { ID_FUNCTION } from '../flat/fill.ts'

const STEP = 100_000
const RELATIONSHIPS = 40

/** Words of company names, with the share of the submissions that have them. */
export const WORDS = {
  common: 'Freight',
  uncommon: 'Harborview',
  rare: 'Quixotic',
  absent: 'Zyzzyva',
} as const

export interface FindWorld {
  readonly submissions: number
  readonly databaseUrl: string
  /** Secrets of keys: of the broker with a quarter of the submissions, and of its funder with a half. */
  readonly broker: string
  readonly funder: string
  /** Id of the submission at the given depth of the list of each. */
  readonly depths: { readonly broker: string; readonly funder: string }
}

interface Options {
  /** URL of any database on the PostgreSQL server. */
  readonly url: string
  readonly submissions: number
  readonly depth: number
  readonly signal: AbortSignal
  readonly report: (line: string) => void
}

export async function makeFindWorld({
  url,
  submissions,
  depth,
  signal,
  report,
}: Options): Promise<FindWorld> {
  const own = new URL(url)
  own.pathname = `/find_${submissions}`
  const databaseUrl = own.href
  await withClient(url, (client) => client.query(`CREATE DATABASE find_${submissions}`))
  await migrateDatabase(databaseUrl)
  const { relationships, ...keys } = await makeRelationships(databaseUrl)
  return withClient(databaseUrl, async (client) => {
    await fill(client, relationships, submissions, signal, report)
    const at = async (condition: string) => {
      const text = `SELECT id FROM submission WHERE ${condition} ORDER BY id DESC OFFSET ${depth} LIMIT 1`
      const { rows } = await client.query<{ id: string }>(text, [relationships[0]?.id])
      return rows[0]?.id ?? ''
    }
    const depths = {
      broker: await at('relationship_id = $1'),
      funder: await at('funder_id = (SELECT funder_id FROM relationship WHERE id = $1)'),
    }
    return { submissions, databaseUrl, ...keys, depths }
  })
}

interface Relationship {
  readonly id: string
  readonly funderId: string
  readonly brokerId: string
  readonly environment: 'PRODUCTION'
}

async function makeRelationships(url: string) {
  const database = openDatabase({ url, connections: 2, onError: () => undefined })
  try {
    return await insertRelationships(database.prisma)
  } finally {
    await database.close()
  }
}

/** Half of the relationships belong to the first funder. */
async function insertRelationships(tx: Transaction) {
  const funders = Array.from({ length: 5 }, (_, index) => ({ id: newId('Funder'), name: `Funder ${index}` }))
  await tx.funder.createMany({ data: funders.map((one) => ({ ...one, productionOpenedAt: new Date() })) })
  const brokers = Array.from({ length: RELATIONSHIPS }, (_, index) => {
    return { id: newId('Broker'), name: `Broker ${index}` }
  })
  await tx.broker.createMany({ data: brokers })
  const relationships = brokers.map(({ id: brokerId }, index): Relationship => {
    const funderId = funders[index % 2 === 0 ? 0 : 1 + (index % 4)]?.id ?? ''
    return { id: newId('Relationship'), funderId, brokerId, environment: 'PRODUCTION' }
  })
  await tx.relationship.createMany({ data: relationships })
  const common = { funderId: funders[0]?.id ?? '', environment: 'PRODUCTION' } as const
  const holder = { relationshipId: relationships[0]?.id ?? '' }
  const [broker = ''] = await makeKeys(tx, [holder], { ...common, kind: 'BROKER', tier: 'PARTNER' })
  const [funder = ''] = await makeKeys(tx, [{}], { ...common, kind: 'TIERED', tier: 'INTERNAL' })
  return { relationships, broker, funder }
}

/** Builds the search index at the end, in one pass: many times faster than row by row. */
async function fill(
  client: pg.Client,
  relationships: readonly Relationship[],
  submissions: number,
  signal: AbortSignal,
  report: (line: string) => void,
): Promise<void> {
  const index = "SELECT indexdef FROM pg_indexes WHERE indexname = 'submission_search'"
  const { rows } = await client.query<{ indexdef: string }>(index)
  await client.query('DROP INDEX submission_search')
  await client.query('SET session_replication_role = replica')
  await client.query(ID_FUNCTION)
  for (let from = 0; from < submissions; from += STEP) {
    signal.throwIfAborted()
    report(`${submissions} submissions: filling from ${from}`)
    await client.query(INSERT, [
      from,
      Math.min(from + STEP, submissions) - 1,
      relationships.map(({ id }) => id),
      relationships.map(({ funderId }) => funderId),
      relationships.map(({ brokerId }) => brokerId),
      Date.now() - 90 * 86_400_000,
    ])
  }
  report(`${submissions} submissions: building the search index, VACUUM ANALYZE`)
  await client.query("SET maintenance_work_mem = '512MB'")
  await client.query(rows[0]?.indexdef ?? '')
  await client.query('VACUUM ANALYZE')
  await client.query('CHECKPOINT')
}

// Of four submissions, one goes to relationship 0, one to the others of its funder, two to the other funders.
const INSERT = `
  INSERT INTO submission (id, environment, funder_id, broker_id, relationship_id, name, external_reference, status,
    held_at, legal_name, amount_minor, created_at)
  SELECT pg_temp.id_of('sub_', n::text, made.ms), 'PRODUCTION', ($4::text[])[r], ($5::text[])[r], ($3::text[])[r],
    company || ', application ' || n, CASE WHEN n % 3 = 0 THEN 'ref-' || n END, status,
    CASE WHEN status = 'HELD' THEN to_timestamp(made.ms / 1000.0) END, company || ' LLC', 100000 + n,
    to_timestamp(made.ms / 1000.0)
  FROM generate_series($1::bigint, $2::bigint) AS n,
    LATERAL (SELECT $6::bigint + n * 7000 AS ms,
      ('x' || left(md5(n::text), 7))::bit(28)::int AS random,
      (enum_range(NULL::"SubmissionStatus"))[1 + n % 9] AS status) AS made,
    LATERAL (SELECT CASE random % 4 WHEN 0 THEN 1 WHEN 1 THEN 1 + 2 * (random / 4 % ${RELATIONSHIPS / 2})
      ELSE 2 + 2 * (random / 4 % ${RELATIONSHIPS / 2}) END AS r,
      initcap(translate(left(md5(n::text || 'a'), 7), '0123456789', 'ghijklmnop')) || ' ' ||
      (ARRAY['Bakery', 'Logistics', 'Dental', 'Roofing', '${WORDS.common}'])[1 + random / 64 % 5] ||
      CASE WHEN random / 1024 % 1000 = 0 THEN ' ${WORDS.uncommon}' ELSE '' END ||
      CASE WHEN random / 1024 % 50000 = 7 THEN ' ${WORDS.rare}' ELSE '' END AS company) AS chosen`

async function withClient<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}
