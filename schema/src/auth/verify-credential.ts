// verifyCredential: accepts or rejects a `credential` row. Used by authentication and writes. Pure.

import type {
  Environment,
  FunderStatus,
  KeyState,
  RelationshipStatus,
  Role,
  SecretState,
  Tier,
  UserStatus,
} from '@latchkey/prisma'
import { Problem } from '../graphql/problem.ts'
import { isAllowed } from './ip-allow-list.ts'
import type { CredentialKind, Principal } from './principal.ts'
import { expand, isScope, ROLE_SCOPES } from './scopes.ts'

/** A row of the SQL view `credential`: the secret of a key, or a session. */
export interface CredentialRow {
  readonly kind: CredentialKind
  /** Null for sessions, like all key columns. */
  readonly secret_state: SecretState | null
  readonly retires_at: Date | null
  /** Null: no request was ever authenticated with this secret. */
  readonly first_used_at: Date | null
  readonly api_key_id: string | null
  readonly key_state: KeyState | null
  /** Null for keys, like all session columns. */
  readonly session_id: string | null
  readonly session_ended: boolean | null
  /** Precision: one minute. */
  readonly used_at: Date | null
  readonly environment: Environment
  readonly tier: Tier
  readonly scopes: readonly string[]
  readonly allow_list: readonly string[]
  readonly expires_at: Date | null
  readonly funder_id: string
  readonly funder_status: FunderStatus
  /** Null: production is closed, and no PRODUCTION credential is accepted. */
  readonly production_opened_at: Date | null
  readonly relationship_id: string | null
  readonly relationship_status: RelationshipStatus | null
  readonly broker_id: string | null
  readonly user_id: string | null
  readonly role: Role | null
  readonly user_status: UserStatus | null
  /** Database clock when the row was read. */
  readonly now: Date
}

/** The parts of a request that decide authentication. */
export interface PresentedCredential {
  /** SHA-256 of the secret or session token. Finds the row. */
  readonly digest: Uint8Array<ArrayBuffer>
  readonly as: 'KEY' | 'SESSION'
  /** Client IP address. */
  readonly address: string
  /** Expiry of a bearer token; null for other credentials. */
  readonly notAfter: Date | null
}

/** Idle timeout of a session. */
const IDLE_MS = 30 * 60_000

/**
 * Returns the principal of `row`, or throws a Problem. `row` is null if no credential has this digest.
 * Authentication calls it after the lookup. The server calls it again for a write, under locks before the
 * commit, and for a query, before it sends the response.
 */
export function verifyCredential(
  row: CredentialRow | null,
  { as, address, notAfter }: PresentedCredential,
): Principal {
  if (row === null || (row.kind === 'SESSION') !== (as === 'SESSION')) throw invalid(as)
  if (notAfter !== null && notAfter <= row.now) throw invalid(as)
  if (!isLive(row) || !(as === 'SESSION' ? isLiveSession(row) : isLiveKey(row))) throw invalid(as)
  if (!isAllowed(row.allow_list, address)) {
    throw new Problem(
      'IP_NOT_ALLOWED',
      "This key is not allowed from the IP address of this request. Use an address in its allow-list, or ask the key's owner to add yours.",
    )
  }
  if (row.relationship_status === 'PAUSED') {
    throw new Problem(
      'RELATIONSHIP_PAUSED',
      'The funder has paused this relationship. Ask them to resume it.',
    )
  }
  return principalOf(row, as)
}

// Unknown, inactive, deleted, expired and not opened share one message, so that an attacker learns nothing.
function invalid(as: PresentedCredential['as']): Problem {
  return as === 'SESSION'
    ? new Problem('TOKEN_INVALID', 'This session is not valid. Sign in again.')
    : new Problem(
        'API_KEY_INVALID',
        'This API key is not valid. Ask the person who gave it to you for a valid key.',
      )
}

function isLive(row: CredentialRow): boolean {
  if (row.expires_at !== null && row.expires_at <= row.now) return false
  if (row.environment === 'PRODUCTION' && row.production_opened_at === null) return false
  const active = row.user_status === null || row.user_status === 'ACTIVE'
  return active && row.funder_status === 'ACTIVE'
}

function isLiveKey(row: CredentialRow): boolean {
  const retired = row.secret_state === 'RETIRING' && (row.retires_at === null || row.retires_at <= row.now)
  if (row.secret_state === null || row.secret_state === 'DEAD' || retired) return false
  return row.key_state === 'ACTIVE' && row.relationship_status !== 'ENDED'
}

function isLiveSession({ session_ended, used_at, now }: CredentialRow): boolean {
  return session_ended === false && used_at !== null && now.getTime() - used_at.getTime() < IDLE_MS
}

function principalOf(row: CredentialRow, as: PresentedCredential['as']): Principal {
  const { kind, api_key_id: apiKeyId, session_id: sessionId, user_id: userId, role } = row
  const grantedScopes = expand(row.scopes.filter(isScope))
  const common = {
    funderId: row.funder_id,
    environment: row.environment,
    tier: row.tier,
    scopes: grantedScopes,
    now: row.now,
  }
  const { relationship_id: relationshipId, broker_id: brokerId } = row
  if (kind === 'SESSION' && sessionId !== null && userId !== null && role !== null) {
    return { ...common, kind, sessionId, userId, role, scopes: ROLE_SCOPES[role] }
  }
  if (kind === 'BROKER' && apiKeyId !== null && relationshipId !== null && brokerId !== null) {
    return { ...common, kind, apiKeyId, relationshipId, brokerId }
  }
  if (kind === 'USER' && apiKeyId !== null && userId !== null && role !== null) {
    const scopes = grantedScopes.intersection(ROLE_SCOPES[role])
    return { ...common, kind, apiKeyId, userId, role, scopes }
  }
  if (kind === 'TIERED' && apiKeyId !== null) return { ...common, kind, apiKeyId }
  // Table constraints make this unreachable. Rejecting is the safe result if they are ever dropped.
  throw invalid(as)
}
