// Admission: whether a credential is accepted, decided from one row of the `credential` view. Pure. The door asks it
// with a look-up, a write asks it again under locks, a query asks it again before its answer leaves.

import type {
  Environment,
  FunderStatus,
  KeyKind,
  KeyState,
  RelationshipStatus,
  Role,
  SecretState,
  Tier,
  UserStatus,
} from '@latchkey/prisma'
import { Problem } from '../problem.ts'
import { allows } from './address-list.ts'
import type { Principal } from './principal.ts'
import { expand, isScope, ROLE_SCOPES } from './scopes.ts'

/** A row of the SQL view `credential`. */
export interface CredentialRow {
  readonly secret_state: SecretState
  readonly retires_at: Date | null
  readonly api_key_id: string
  readonly kind: KeyKind
  readonly key_state: KeyState
  readonly environment: Environment
  readonly tier: Tier
  readonly scopes: readonly string[]
  readonly allow_list: readonly string[]
  readonly expires_at: Date | null
  readonly funder_id: string
  readonly funder_status: FunderStatus
  /** Null: closed, and no credential of PRODUCTION is admitted. */
  readonly production_opened_at: Date | null
  readonly relationship_id: string | null
  readonly relationship_status: RelationshipStatus | null
  readonly broker_id: string | null
  readonly user_id: string | null
  readonly role: Role | null
  readonly user_status: UserStatus | null
  /** The database's clock when the row was read. */
  readonly now: Date
}

/** Who is admitted with `row` (null: no such secret) from `address`; throws the Problem otherwise. */
export function admit(row: CredentialRow | null, address: string): Principal {
  if (row === null || !isLive(row)) throw invalid()
  if (!allows(row.allow_list, address)) {
    throw new Problem(
      'IP_NOT_ALLOWED',
      'This key is not accepted from the address that this request came from.',
    )
  }
  if (row.relationship_status === 'PAUSED') {
    throw new Problem(
      'RELATIONSHIP_PAUSED',
      'The funder has paused this relationship. Ask them to resume it.',
    )
  }
  return principalOf(row)
}

// One text for unknown, inactive, deleted, expired and not opened: a thief learns nothing from it.
function invalid(): Problem {
  return new Problem(
    'API_KEY_INVALID',
    'This API key is not accepted. Ask whoever gave it to you for a valid one.',
  )
}

function isLive(row: CredentialRow): boolean {
  const retired = row.secret_state === 'RETIRING' && (row.retires_at === null || row.retires_at <= row.now)
  if (row.secret_state === 'DEAD' || retired) return false
  if (row.key_state !== 'ACTIVE' || (row.expires_at !== null && row.expires_at <= row.now)) return false
  if (row.environment === 'PRODUCTION' && row.production_opened_at === null) return false
  if (row.funder_status !== 'ACTIVE' || row.user_status === 'DISABLED') return false
  return row.relationship_status !== 'ENDED'
}

function principalOf(row: CredentialRow): Principal {
  const held = expand(row.scopes.filter(isScope))
  const common = {
    apiKeyId: row.api_key_id,
    funderId: row.funder_id,
    environment: row.environment,
    tier: row.tier,
    scopes: held,
    now: row.now,
  }
  if (row.kind === 'BROKER' && row.relationship_id !== null && row.broker_id !== null) {
    return { ...common, kind: 'BROKER', relationshipId: row.relationship_id, brokerId: row.broker_id }
  }
  if (row.kind === 'USER' && row.user_id !== null && row.role !== null) {
    const scopes = held.intersection(ROLE_SCOPES[row.role])
    return { ...common, kind: 'USER', userId: row.user_id, role: row.role, scopes }
  }
  if (row.kind === 'TIERED') return { ...common, kind: 'TIERED' }
  // The constraints of the table make this unreachable; refusing is the safe answer if they are ever dropped.
  throw invalid()
}
