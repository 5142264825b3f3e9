// createUserKey: creates an API key for the signed-in user.

import { withoutImplied } from '../auth/scopes.ts'
import { builder } from '../builder.ts'
import { actorOf } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import { Issues } from '../validation/issues.ts'
import { checkScopes, requireHeldScopes } from './check-scopes.ts'
import { Scope } from './enums.ts'
import { checkAllowList, checkExpiry } from './key-input.ts'
import { createKey, NewApiKey } from './mint-key.ts'
import { replaySecret } from './replay-secret.ts'

builder.mutationField('createUserKey', (t) =>
  t.fieldWithInput({
    type: NewApiKey,
    description:
      'Creates a key that acts as the signed-in user, in the environment of the session. On every request it has only the scopes that both the key and the current role of the user have.',
    problems: ['VALIDATION_FAILED', 'API_KEY_NOT_FOUND', 'SECRET_ALREADY_USED'],
    input: {
      name: t.input.string({ required: true, description: 'A label, 1 to 128 characters.' }),
      scopes: t.input.field({
        type: [Scope],
        description: 'Scopes granted to the key, within your role. Default: all scopes of your role.',
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
      if (principal.kind !== 'SESSION') throw new Problem('WRONG_KEY_KIND', 'Sign in to create a USER key.')
      const { funderId, environment, userId } = principal
      const issues = new Issues()
      const name = issues.text('name', input.name, { max: 128 })
      const chosen = input.scopes ?? withoutImplied(principal.scopes)
      requireHeldScopes(principal, chosen)
      const scopes = checkScopes(issues, chosen, principal.scopes, 'Your USER key')
      const allowList = checkAllowList(issues, 'allowList', input.allowList ?? [])
      const expiresAt = checkExpiry(issues, 'expiresAt', input.expiresAt ?? null, principal.now)
      issues.throwIfAny()
      return transaction(async (tx) => {
        const of = {
          kind: 'USER',
          tier: 'INTERNAL',
          funderId,
          environment,
          userId,
          createdById: userId,
        } as const
        const key = { ...of, name, scopes, allowList, expiresAt }
        const minted = await createKey(tx, key, actorOf(principal))
        if (minted === null) throw new Error('The API key was not inserted.')
        return minted
      })
    },
  }),
)
