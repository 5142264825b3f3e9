// createTieredKey: creates an API key within a tier for the funder's own software.

import { TIER_SCOPES } from '../auth/scopes.ts'
import { builder } from '../builder.ts'
import { actorOf } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import { Issues } from '../validation/issues.ts'
import { checkScopes, requireHeldScopes } from './check-scopes.ts'
import { Scope, Tier } from './enums.ts'
import { checkAllowList, checkExpiry } from './key-input.ts'
import { createKey, NewApiKey } from './mint-key.ts'
import { replaySecret } from './replay-secret.ts'

builder.mutationField('createTieredKey', (t) =>
  t.fieldWithInput({
    type: NewApiKey,
    description:
      'Creates a key that acts as the funder, within its tier and scopes, in the environment of the session. It does not depend on the user who created it.',
    problems: ['VALIDATION_FAILED', 'API_KEY_NOT_FOUND', 'FORBIDDEN', 'SECRET_ALREADY_USED'],
    input: {
      name: t.input.string({ required: true, description: 'A label, 1 to 128 characters.' }),
      tier: t.input.field({
        type: Tier,
        required: true,
        description: 'Determines the allowed scopes and the rate limits.',
      }),
      scopes: t.input.field({
        type: [Scope],
        required: true,
        description: 'Scopes granted to the key, within the tier and your role.',
      }),
      allowList: t.input.stringList({
        description: 'IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty: any address.',
      }),
      expiresAt: t.input.field({
        type: 'DateTime',
        description: 'Expiry: in the future, at most two years from now. Default: never.',
      }),
    },
    replay: replaySecret,
    resolve: async (_root, { input }, { principal, transaction }) => {
      if (principal.kind !== 'SESSION') throw new Problem('WRONG_KEY_KIND', 'Sign in to create a TIERED key.')
      const { funderId, environment, userId } = principal
      const { tier } = input
      const issues = new Issues()
      const name = issues.text('name', input.name, { max: 128 })
      const scopes = checkScopes(issues, input.scopes, TIER_SCOPES[tier], `A ${tier} key`)
      const allowList = checkAllowList(issues, 'allowList', input.allowList ?? [])
      const expiresAt = checkExpiry(issues, 'expiresAt', input.expiresAt ?? null, principal.now)
      issues.throwIfAny()
      requireHeldScopes(principal, scopes)
      return transaction(async (tx) => {
        const of = { kind: 'TIERED', tier, funderId, environment, createdById: userId } as const
        const key = { ...of, name, scopes, allowList, expiresAt }
        const minted = await createKey(tx, key, actorOf(principal))
        if (minted === null) throw new Error('The API key was not inserted.')
        return minted
      })
    },
  }),
)
