// GraphQL enums of keys: kind, state, secret state, tier, scope.

import {
  KeyKind,
  KeyState,
  Scope as Scopes,
  SecretState as SecretStates,
  Tier as Tiers,
} from '@latchkey/prisma'
import { LIMITS } from '../auth/tier-limits.ts'
import { builder } from '../builder.ts'

export const ApiKeyKind = builder.enumType('ApiKeyKind', {
  description: 'Whom a key acts for.',
  values: {
    [KeyKind.USER]: {
      description: 'A user, within the scopes of the key and of the role. Secret: `key_` and 48 hex digits.',
    },
    [KeyKind.BROKER]: { description: 'A broker, on one relationship. Secret: `bft_` and 48 hex digits.' },
    [KeyKind.TIERED]: {
      description: 'The funder, within its scopes. Secret: `lk_pk_`, `lk_pt_` or `lk_in_` and 48 hex digits.',
    },
  },
})

export const ApiKeyState = builder.enumType('ApiKeyState', {
  description: 'Whether a key is switched on. Whether it has expired is told by `expiresAt`.',
  values: {
    [KeyState.ACTIVE]: { description: 'Accepted, unless expired.' },
    [KeyState.INACTIVE]: { description: 'Switched off, and can be switched on again.' },
    [KeyState.DELETED]: { description: 'Gone for good. The record stays, so that later use can be seen.' },
  },
})

export const SecretState = builder.enumType('SecretState', {
  description: 'Where a secret of a key stands. Outside a rotation a key has one that is accepted.',
  values: {
    [SecretStates.CURRENT]: { description: 'The one that is meant to be used.' },
    [SecretStates.PENDING]: {
      description: 'The new one of a rotation, accepted and not used yet. Its first use makes it CURRENT.',
    },
    [SecretStates.RETIRING]: { description: 'The old one of a rotation, accepted until `retiresAt`.' },
    [SecretStates.DEAD]: { description: 'Not accepted any more.' },
  },
})

export const Tier = builder.enumType('Tier', {
  description: 'Which scopes a key may hold and how many requests it may make.',
  values: {
    [Tiers.PUBLIC]: { description: `submissions, documents:read. ${limitOf(Tiers.PUBLIC)}` },
    [Tiers.PARTNER]: { description: `Also documents, webhooks, embed. ${limitOf(Tiers.PARTNER)}` },
    [Tiers.INTERNAL]: { description: `Also admin. ${limitOf(Tiers.INTERNAL)}` },
  },
})

export const Scope = builder.enumType('Scope', {
  description: 'What a credential may do. Each full scope implies its read form.',
  values: {
    [Scopes.SUBMISSIONS]: { description: '`submissions`: create and edit submissions.' },
    [Scopes.SUBMISSIONS_READ]: { description: '`submissions:read`: see submissions and relationships.' },
    [Scopes.DOCUMENTS]: { description: '`documents`: upload documents. Opens nothing yet.' },
    [Scopes.DOCUMENTS_READ]: { description: '`documents:read`: see documents. Opens nothing yet.' },
    [Scopes.WEBHOOKS]: { description: '`webhooks`: manage webhooks. Opens nothing yet.' },
    [Scopes.WEBHOOKS_READ]: { description: '`webhooks:read`: see webhooks. Opens nothing yet.' },
    [Scopes.EMBED]: { description: '`embed`: embed forms. Opens nothing yet.' },
    [Scopes.EMBED_READ]: { description: '`embed:read`: see embedded forms. Opens nothing yet.' },
    [Scopes.ADMIN]: { description: '`admin`: give and take keys, change relationships.' },
    [Scopes.ADMIN_READ]: { description: '`admin:read`: implied by `admin`. Opens nothing of its own yet.' },
  },
})

function limitOf(tier: keyof typeof Tiers): string {
  const { perWindow, perSecond } = LIMITS.tiers[tier]
  return `${perWindow} root fields in ${LIMITS.windowSeconds / 60} minutes, ${perSecond} requests in a second.`
}
