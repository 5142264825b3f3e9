// createBrokerKey: creates the API key for a broker's relationship with the funder.

import type { ApiKeyModel } from '@latchkey/prisma'
import { userIdOf } from '../auth/principal.ts'
import { BROKER_KEY_SCOPES } from '../auth/scopes.ts'
import { lockRelationship, startRelationship } from '../brokers/start-relationship.ts'
import { builder } from '../builder.ts'
import { actorOf } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import { TransactionConflict } from '../transaction/transaction.ts'
import { canonicalEmail, domainOfEmail } from '../validation/email-domain.ts'
import { Issues } from '../validation/issues.ts'
import { checkScopes } from './check-scopes.ts'
import { Scope, Tier } from './enums.ts'
import { checkAllowList, checkExpiry } from './key-input.ts'
import { createKey } from './mint-key.ts'
import { NewApiKey } from './new-api-key.ts'
import { replaySecret } from './replay-secret.ts'

builder.mutationField('createBrokerKey', (t) =>
  t.fieldWithInput({
    type: NewApiKey,
    description:
      'Creates an API key for a broker, found by the domain of an email address. Creates the relationship, or restarts it if it has ended. A relationship has at most one key: to get another secret, use rotateApiKey.',
    problems: [
      'VALIDATION_FAILED',
      'TIER_NOT_ALLOWED',
      'BROKER_NOT_FOUND',
      'BROKER_KEY_EXISTS',
      'RELATIONSHIP_NOT_ACTIVE',
      'API_KEY_NOT_FOUND',
      'SECRET_ALREADY_USED',
    ],
    input: {
      email: t.input.string({
        required: true,
        description:
          "An address at one of the broker's domains. Becomes the contact of a relationship without contacts.",
      }),
      name: t.input.string({ description: "A label, 1 to 128 characters. Default: the broker's name." }),
      scopes: t.input.field({
        type: [Scope],
        description: 'Scopes granted to the key. Default: all scopes that the tier allows for a broker.',
      }),
      tier: t.input.field({ type: Tier, description: 'PARTNER or PUBLIC. Default: PARTNER.' }),
      allowList: t.input.stringList({
        description: 'IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty: any address.',
      }),
      expiresAt: t.input.field({
        type: 'DateTime',
        description: 'Expiry: in the future, at most two years from now. Default: never.',
      }),
    },
    replay: replaySecret,
    resolve: async (_root, { input }, { db, principal, transaction }) => {
      const issues = new Issues()
      const domain = domainOfEmail(input.email)
      const email = canonicalEmail(input.email) ?? ''
      if (domain === null)
        issues.add('email', 'INVALID_EMAIL', 'Must be an email address, such as sam@broker.com.')
      const name = issues.optionalText('name', input.name, { max: 128 })
      const tier = input.tier ?? 'PARTNER'
      if (tier === 'INTERNAL')
        throw new Problem('TIER_NOT_ALLOWED', 'The tier of a BROKER key must be PARTNER or PUBLIC.')
      const allowed = BROKER_KEY_SCOPES[tier]
      const scopes = checkScopes(issues, input.scopes ?? allowed, allowed, `A ${tier} broker key`)
      const allowList = checkAllowList(issues, 'allowList', input.allowList ?? [])
      const expiresAt = checkExpiry(issues, 'expiresAt', input.expiresAt ?? null, principal.now)
      issues.refuse()

      const broker = await db.broker.findFirst({ where: { domains: { some: { domain: domain ?? '' } } } })
      if (broker === null) {
        throw new Problem(
          'BROKER_NOT_FOUND',
          `No broker has the domain ${domain}. Check the address, or ask the platform operator to add the domain.`,
        )
      }
      const { funderId, environment } = principal
      const pair = { funderId, brokerId: broker.id, environment }
      return transaction({
        lock: async (tx) => {
          // Row lock before revocation lock: the new key references its creator, whom psql may be deleting.
          await tx.$executeRaw`SELECT FROM "user" WHERE id = ${userIdOf(principal)} FOR KEY SHARE`
          const relationshipId = await lockRelationship(tx, pair)
          return relationshipId === null ? [] : [relationshipId]
        },
        run: async (tx, [lockedId = null]) => {
          const actor = actorOf(principal)
          const relationshipId = await startRelationship(tx, pair, lockedId, email, actor)
          const key = {
            kind: 'BROKER' as const,
            name: name ?? broker.name,
            environment,
            funderId,
            relationshipId,
            createdById: userIdOf(principal),
            tier,
            scopes,
            allowList,
            expiresAt,
          }
          const minted = await createKey(tx, key, actor)
          if (minted !== null) return minted
          const existing = await tx.apiKey.findFirst({ where: { relationshipId, state: { not: 'DELETED' } } })
          // The key was deleted after the conflict, so the retry succeeds.
          if (existing === null) throw new TransactionConflict()
          throw new Problem(
            'BROKER_KEY_EXISTS',
            `${broker.name} already has a key, ${existing.id}, and a relationship can have only one. ${adviceForExistingKey(existing, principal.now)}`,
          )
        },
      })
    },
  }),
)

/** What to do with the existing key. */
function adviceForExistingKey(
  { state, expiresAt }: Pick<ApiKeyModel, 'state' | 'expiresAt'>,
  now: Date,
): string {
  if (expiresAt !== null && expiresAt <= now)
    return 'The key has expired: extend it (updateApiKey) or delete it (deleteApiKey).'
  if (state === 'INACTIVE')
    return 'The key is inactive: reactivate it (reactivateApiKey) or delete it (deleteApiKey).'
  return 'To get another secret, rotate the key (rotateApiKey).'
}
