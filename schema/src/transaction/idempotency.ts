// Idempotency records of mutations: find, claim, write, replace. Used by transactions and replays.

import { createHmac } from 'node:crypto'
import type { Environment, Prisma, PrismaClient } from '@latchkey/prisma'
import { sha256 } from '../auth/digest.ts'
import type { Operation } from '../auth/permissions.ts'
import type { Principal } from '../auth/principal.ts'
import { Problem } from '../graphql/problem.ts'

/**
 * A mutation with an Idempotency-Key. The server stores the request and the id of its result in the
 * transaction of the effect. It never stores the response: a replay reads the result again.
 */
export interface IdempotentRequest {
  /** Id of the owner, not of the secret: a retry with the other secret of a rotation is still a retry. */
  readonly principal: string
  readonly environment: Environment
  readonly digest: Uint8Array<ArrayBuffer>
  readonly field: string
  readonly input: Uint8Array<ArrayBuffer>
}

/** The result of an earlier request with the same Idempotency-Key. */
export interface Outcome {
  readonly request: IdempotentRequest
  /** Id of the result. If the mutation returns a secret: the hex digest of that secret. */
  readonly id: string
  /** Database time. */
  readonly createdAt: Date
}

/** Thrown in a transaction whose request already ran: it writes nothing; the field replays the result. */
export class Replayed extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super('This request already succeeded.')
    this.outcome = outcome
  }
}

const RETENTION_MS = 24 * 3_600_000

export function toIdempotentRequest(
  principal: Principal,
  { key, hashKey }: { readonly key: string; readonly hashKey: Uint8Array },
  field: Operation,
  args: object,
): IdempotentRequest {
  // Keyed hash: a plain hash would allow guessing a low-entropy input.
  const input = createHmac('sha256', hashKey).update(canonicalJson(args)).digest()
  return {
    principal: principalId(principal),
    environment: principal.environment,
    digest: sha256(key),
    field,
    input: new Uint8Array(input),
  }
}

/**
 * The result of the same request in the last 24 hours, or null. Throws IDEMPOTENCY_MISMATCH if another
 * request used this key.
 */
export async function findOutcome(
  db: { readonly idempotentRequest: Pick<PrismaClient['idempotentRequest'], 'findUnique'> },
  request: IdempotentRequest,
  now: Date,
): Promise<Outcome | null> {
  const { principal, environment, digest, field, input } = request
  const where = { principal_environment_digest: { principal, environment, digest } }
  const found = await db.idempotentRequest.findUnique({ where })
  if (found === null || now.getTime() - found.createdAt.getTime() >= RETENTION_MS) return null
  if (found.field !== field || Buffer.compare(found.input, input) !== 0) {
    throw new Problem(
      'IDEMPOTENCY_MISMATCH',
      'A different request already used this Idempotency-Key. Use a new key for each operation.',
    )
  }
  return { request, id: found.resultId, createdAt: found.createdAt }
}

/** Lets one of several concurrent requests continue. The others get IDEMPOTENCY_IN_PROGRESS or a replay. */
export async function claimRequest(tx: Prisma.TransactionClient, request: IdempotentRequest): Promise<void> {
  const { principal, environment, digest } = request
  const name = `${principal} ${environment} ${Buffer.from(digest).toString('hex')}`
  const [row] = await tx.$queryRaw<{ claimed: boolean; now: Date }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 1)) AS claimed, app_now() AS now`
  if (row?.claimed !== true) {
    throw new Problem(
      'IDEMPOTENCY_IN_PROGRESS',
      'Another request with this Idempotency-Key is in progress. Send it again shortly to get the result.',
      [],
      { retryAfterSeconds: 1 },
    )
  }
  const outcome = await findOutcome(tx, request, row.now)
  if (outcome !== null) throw new Replayed(outcome)
}

export async function recordResult(
  tx: Prisma.TransactionClient,
  request: IdempotentRequest,
  resultId: string,
): Promise<void> {
  const { principal, environment, digest, field, input } = request
  await tx.$executeRaw`
    INSERT INTO idempotent_request (principal, environment, digest, field, input, result_id)
    VALUES (${principal}, ${environment}::"Environment", ${digest}, ${field}, ${input}, ${resultId})
    ON CONFLICT (principal, environment, digest) DO UPDATE
    SET field = EXCLUDED.field, input = EXCLUDED.input, result_id = EXCLUDED.result_id, created_at = app_now()`
  // Every write removes up to five records older than 24 hours, so the table needs no cleanup job.
  await tx.$executeRaw`
    DELETE FROM idempotent_request WHERE (principal, environment, digest) IN (
      SELECT principal, environment, digest FROM idempotent_request
      WHERE created_at < app_now() - interval '24 hours' ORDER BY created_at LIMIT 5 FOR UPDATE SKIP LOCKED)`
}

/** Replaces the result that the next retry finds. `created_at` stays that of the mutation. */
export async function replaceResult(
  tx: Prisma.TransactionClient,
  { principal, environment, digest }: IdempotentRequest,
  resultId: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE idempotent_request SET result_id = ${resultId}
    WHERE principal = ${principal} AND environment = ${environment}::"Environment" AND digest = ${digest}`
}

function principalId(principal: Principal): string {
  if (principal.kind === 'BROKER') return principal.relationshipId
  return principal.kind === 'TIERED' ? principal.funderId : principal.userId
}

/** The same text for the same input, independent of field order. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
