// updateApiKey: changes name, scopes, allow-list or expiry. API keys can only narrow access.

import type { ApiKeyModel, Scope as ScopeWord } from '@latchkey/prisma'
import { covers, isAllowed } from '../auth/ip-allow-list.ts'
import { apiKeyIdOf } from '../auth/principal.ts'
import { BROKER_KEY_SCOPES, expand, type ScopeSet, TIER_SCOPES } from '../auth/scopes.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Problem } from '../graphql/problem.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { Issues } from '../validation/issues.ts'
import { ApiKey } from './api-key.ts'
import { changeApiKey, loadChangeableKey } from './change-api-key.ts'
import { checkScopes, firstMissingScope, requireHeldScopes } from './check-scopes.ts'
import { Scope } from './enums.ts'
import { checkAllowList, checkExpiry } from './key-input.ts'

builder.mutationField('updateApiKey', (t) =>
  t.fieldWithInput({
    type: ApiKey,
    description:
      'Changes a key. Omitted fields stay unchanged. Once the response is sent, removed access is rejected, with the same guarantees as deleteApiKey. Only a session can widen scopes, addresses or expiry. Only its user can change a USER key.',
    problems: ['VALIDATION_FAILED', 'API_KEY_NOT_FOUND', 'FORBIDDEN'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }),
      name: t.input.string({ description: 'A label, 1 to 128 characters.' }),
      scopes: t.input.field({ type: [Scope], description: 'Scopes granted to the key.' }),
      allowList: t.input.stringList({
        description: 'IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty or null: any address.',
      }),
      allowLockOut: t.input.boolean({
        description:
          'Allows a key to set an `allowList` for itself that does not contain the address of this request. Otherwise this fails with VALIDATION_FAILED (LOCKS_OUT_CALLER). Default: false. No effect for a session.',
      }),
      expiresAt: t.input.field({
        type: 'DateTime',
        description: 'Expiry: in the future, at most two years from now. Null: never.',
      }),
    },
    resolve: async (_root, { input }, context) => {
      const { principal } = context
      const key = await loadChangeableKey(context, input.id, UPDATES)
      const issues = new Issues()
      const change: Change = {
        ...(input.name === undefined ? {} : { name: issues.text('name', input.name ?? '', { max: 128 }) }),
        ...(input.scopes === undefined
          ? {}
          : { scopes: checkScopes(issues, input.scopes ?? [], allowedOf(key), 'This key') }),
        ...(input.allowList === undefined
          ? {}
          : { allowList: checkAllowList(issues, 'allowList', input.allowList ?? []) }),
        ...(input.expiresAt === undefined
          ? {}
          : { expiresAt: checkExpiry(issues, 'expiresAt', input.expiresAt, principal.now) }),
      }
      if (!input.allowLockOut) rejectLockOut(issues, context, key.id, change)
      issues.throwIfAny()
      // The tier limits the scopes of a broker key; for other keys, the caller must have every scope it
      // grants.
      if (principal.kind === 'SESSION' && key.kind !== 'BROKER')
        requireHeldScopes(principal, change.scopes ?? [])
      // `now` was read under the lock, so this update does not undo a concurrent narrowing.
      const run = async (tx: Transaction, now: ApiKeyModel) => {
        if (principal.kind !== 'SESSION' && widens(now, change))
          throw new Problem('FORBIDDEN', 'API keys can only narrow access. Sign in to widen it.')
        const where = { id: key.id, state: { not: 'DELETED' as const } }
        const { count } = await tx.apiKey.updateMany({ where, data: change })
        const fields = Object.keys(change)
        return { count, event: fields.length === 0 ? null : ('api_key.updated' as const), data: { fields } }
      }
      return changeApiKey(context, key.id, run, UPDATES)
    },
  }),
)

const UPDATES = {
  OWN: 'changeOwnKey',
  USER: null,
  BROKER: 'changeBrokerKey',
  TIERED: 'changeTieredKey',
} as const

interface Change {
  readonly name?: string
  readonly scopes?: ScopeWord[]
  readonly allowList?: string[]
  readonly expiresAt?: Date | null
}

/** Checks only the address of this request. Concurrent changes by others are their responsibility. */
function rejectLockOut(
  issues: Issues,
  { principal, caller: { address } }: Pick<Context, 'principal' | 'caller'>,
  id: string,
  { allowList }: Change,
): void {
  if (apiKeyIdOf(principal) !== id || allowList === undefined || isAllowed(allowList, address)) return
  // An invalid entry may be the one that would allow this address.
  if (issues.found.some(({ path }) => path.startsWith('allowList'))) return
  const here =
    address === '' ? 'this request came from an unknown address' : `this request came from ${address}`
  issues.add(
    'allowList',
    'LOCKS_OUT_CALLER',
    `This list would lock out the key that you use: ${here}. Add that address, or send allowLockOut: true if you intend this.`,
  )
}

function allowedOf({ kind, tier }: ApiKeyModel): ScopeSet {
  if (kind === 'BROKER') return expand(tier === 'INTERNAL' ? [] : BROKER_KEY_SCOPES[tier])
  return TIER_SCOPES[tier]
}

function widens(key: ApiKeyModel, { scopes = [], allowList, expiresAt }: Change): boolean {
  if (firstMissingScope(expand(key.scopes), scopes) !== null) return true
  if (allowList !== undefined && key.allowList.length > 0) {
    if (allowList.length === 0 || !allowList.every((entry) => covers(key.allowList, entry))) return true
  }
  if (expiresAt === undefined || key.expiresAt === null) return false
  return expiresAt === null || expiresAt > key.expiresAt
}
