// The bench's database: a separate PostgreSQL with a funder, users and some thousand keys.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Environment, type KeyKind, openDatabase, startEmbedded, type Tier } from '@latchkey/prisma'
import { newId } from '@latchkey/schema/graphql/ids.ts'
import { digestOf, displayPrefix, mintSecret } from '@latchkey/schema/keys/secret-format.ts'
import type { Transaction } from '@latchkey/schema/transaction/transaction.ts'
import { migrateDatabase } from '@latchkey/server/jobs/migrate-database.ts'

export const FUNDER = 'Harbor Street Capital'
/**
 * Includes the read scopes, so that a key's scopes equal its permissions and every peer returns the same
 * bytes.
 */
export const SCOPES = ['SUBMISSIONS', 'SUBMISSIONS_READ', 'DOCUMENTS', 'DOCUMENTS_READ'] as const
// No checkpoint runs during a round, or while a large world is filled.
const SETTINGS = { max_wal_size: '16GB', checkpoint_timeout: '1h' }
const ENVIRONMENT: Environment = 'DEVELOPMENT'
const USERS = 50
const KEYS_PER_USER = 20
const BROKERS = 4_000

export const KEYS = USERS * KEYS_PER_USER + BROKERS

export interface BenchDatabase extends AsyncDisposable {
  readonly url: string
  readonly version: string
  /** The postmaster, parent of all PostgreSQL processes. */
  readonly pid: number
  /** Returns secrets of broker keys, spread over all of them. */
  secrets(count: number): readonly string[]
}

export async function openBenchDatabase(): Promise<BenchDatabase> {
  await using opened = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
  opened.defer(() => rm(dataDir, { recursive: true, force: true }))
  const { url } = opened.adopt(await startEmbedded({ dataDir, settings: SETTINGS }), (embedded) =>
    embedded.stop(),
  )
  const trace = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')
  await migrateDatabase(url)
  const { version, secrets } = await fill(url)
  const stack = opened.move()
  return {
    url,
    version,
    pid: Number.parseInt(trace, 10),
    secrets: (count) =>
      secrets.filter((_, index) => index % Math.floor(secrets.length / count) === 0).slice(0, count),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

async function fill(url: string): Promise<{ version: string; secrets: string[] }> {
  const database = openDatabase({ url, connections: 4, onError: () => undefined })
  try {
    const secrets = await makeWorld(database.prisma)
    // Autovacuum would have done this by the time a server has so many keys.
    await database.pool.query('VACUUM ANALYZE')
    const { rows } = await database.pool.query<{ server_version: string }>('SHOW server_version')
    return { version: rows[0]?.server_version ?? '?', secrets }
  } finally {
    await database.close()
  }
}

async function makeWorld(tx: Transaction): Promise<string[]> {
  const funderId = newId('Funder')
  await tx.funder.create({ data: { id: funderId, name: FUNDER } })
  const users = Array.from({ length: USERS }, (_, index) => {
    const [id, username] = [newId('User'), `user_${index}`]
    const email = `${username}@funder.example`
    return {
      id,
      funderId,
      username,
      name: `User ${index}`,
      email,
      role: 'UNDERWRITER' as const,
      status: 'ACTIVE' as const,
    }
  })
  await tx.user.createMany({ data: users })
  const brokers = Array.from({ length: BROKERS }, (_, index) => ({
    id: newId('Broker'),
    name: `Broker ${index}`,
  }))
  await tx.broker.createMany({ data: brokers })
  const relationships = brokers.map(({ id }) => {
    return { id: newId('Relationship'), funderId, brokerId: id, environment: ENVIRONMENT }
  })
  await tx.relationship.createMany({ data: relationships })
  const owned = users.flatMap(({ id: userId }) => Array.from({ length: KEYS_PER_USER }, () => ({ userId })))
  await makeKeys(tx, owned, { funderId, kind: 'USER', tier: 'INTERNAL' })
  const given = relationships.map(({ id: relationshipId }) => ({ relationshipId }))
  return makeKeys(tx, given, { funderId, kind: 'BROKER', tier: 'PARTNER' })
}

/** Like `mintKey`, for thousands of keys in one statement. */
export async function makeKeys(
  tx: Transaction,
  holders: readonly ({ userId: string } | { relationshipId: string } | object)[],
  common: { funderId: string; kind: KeyKind; tier: Tier; environment?: Environment },
): Promise<string[]> {
  const keys = holders.map((holder) => {
    return {
      environment: ENVIRONMENT,
      ...common,
      ...holder,
      id: newId('ApiKey'),
      name: 'A key',
      scopes: [...SCOPES],
    }
  })
  await tx.apiKey.createMany({ data: keys })
  const secrets = keys.map(({ id, kind, tier }) => ({ apiKeyId: id, secret: mintSecret(kind, tier) }))
  await tx.secret.createMany({
    data: secrets.map(({ apiKeyId, secret }) => {
      return { apiKeyId, digest: digestOf(secret), prefix: displayPrefix(secret) }
    }),
  })
  return secrets.map(({ secret }) => secret)
}
