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
      'Changes a key. What is left out stays. What is narrowed is refused when this is answered, as exactly as a deletion. Widening scopes, addresses or expiry takes a session. A USER key is changed by its own user.',
    problems: ['VALIDATION_FAILED', 'API_KEY_NOT_FOUND', 'FORBIDDEN'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the key (`apk_`).' }),
      name: t.input.string({ description: 'A label, 1 to 128 characters.' }),
      scopes: t.input.field({ type: [Scope], description: 'What the key may do.' }),
      allowList: t.input.stringList({
        description: 'IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty or null: from anywhere.',
      }),
      allowLockOut: t.input.boolean({
        description:
          'Whether a key may give itself an `allowList` without the address of this very request, after which the next is refused. Else that is VALIDATION_FAILED (LOCKS_OUT_CALLER). False when left out. A session has no list: for it this changes nothing.',
      }),
      expiresAt: t.input.field({
        type: 'DateTime',
        description: 'In the future, at most two years. Null: never.',
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
      issues.refuse()
      // The tier limits the scopes of a broker key; for other keys, the caller must have every scope it
      // grants.
      if (principal.kind === 'SESSION' && key.kind !== 'BROKER')
        requireHeldScopes(principal, change.scopes ?? [])
      const run = async (tx: Transaction) => {
        // Read under the lock, so that this update does not undo a concurrent narrowing.
        const now = await tx.apiKey.findUniqueOrThrow({ where: { id: key.id } })
        if (principal.kind !== 'SESSION' && widens(now, change))
          throw new Problem('FORBIDDEN', 'A key widens no key, not even itself. Log in to do this.')
        const where = { id: key.id, state: { not: 'DELETED' as const } }
        return (await tx.apiKey.updateMany({ where, data: change })).count
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
    `It would refuse this key from here: ${here}. Add that address, or send allowLockOut: true if this is meant.`,
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
