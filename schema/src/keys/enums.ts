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
  description: 'Whether a key acts as a user, a broker or the funder.',
  values: {
    [KeyKind.USER]: {
      description:
        'Acts as a user, within the scopes of the key and of the role. Secret: `key_` and 48 hex digits.',
    },
    [KeyKind.BROKER]: {
      description: 'Acts as a broker, in one relationship. Secret: `bft_` and 48 hex digits.',
    },
    [KeyKind.TIERED]: {
      description:
        'Acts as the funder, within its scopes. Secret: `lk_pk_`, `lk_pt_` or `lk_in_` and 48 hex digits.',
    },
  },
})

export const ApiKeyState = builder.enumType('ApiKeyState', {
  description: 'State of a key. Independent of its expiry: see `expiresAt`.',
  values: {
    [KeyState.ACTIVE]: { description: 'Accepted unless it has expired.' },
    [KeyState.INACTIVE]: { description: 'Not accepted until it is reactivated.' },
    [KeyState.DELETED]: {
      description: 'Deleted permanently. The record stays, so that later use of the key is reported.',
    },
  },
})

export const SecretState = builder.enumType('SecretState', {
  description: 'State of a secret. Outside a rotation, a key has one accepted secret.',
  values: {
    [SecretStates.CURRENT]: { description: 'The secret to use.' },
    [SecretStates.PENDING]: {
      description: 'The new secret of a rotation, accepted but not used yet. Its first use makes it CURRENT.',
    },
    [SecretStates.RETIRING]: { description: 'The old secret of a rotation, accepted until `retiresAt`.' },
    [SecretStates.DEAD]: { description: 'Not accepted. A DEAD secret never becomes valid again.' },
  },
})

export const Tier = builder.enumType('Tier', {
  description: 'Determines the allowed scopes and the rate limits of a key.',
  values: {
    [Tiers.PUBLIC]: { description: `submissions, documents:read. ${limitOf(Tiers.PUBLIC)}` },
    [Tiers.PARTNER]: { description: `Also documents, webhooks, embed. ${limitOf(Tiers.PARTNER)}` },
    [Tiers.INTERNAL]: { description: `Also admin. ${limitOf(Tiers.INTERNAL)}` },
  },
})

export const Scope = builder.enumType('Scope', {
  description: 'A permission of a credential. Each scope implies its :read form.',
  values: {
    [Scopes.SUBMISSIONS]: { description: '`submissions`: create and edit submissions.' },
    [Scopes.SUBMISSIONS_READ]: { description: '`submissions:read`: see submissions and relationships.' },
    [Scopes.DOCUMENTS]: { description: '`documents`: upload and remove documents.' },
    [Scopes.DOCUMENTS_READ]: { description: '`documents:read`: see and download documents.' },
    [Scopes.WEBHOOKS]: { description: '`webhooks`: manage webhooks. No effect yet.' },
    [Scopes.WEBHOOKS_READ]: { description: '`webhooks:read`: see webhooks. No effect yet.' },
    [Scopes.EMBED]: { description: '`embed`: embed forms. No effect yet.' },
    [Scopes.EMBED_READ]: { description: '`embed:read`: see embedded forms. No effect yet.' },
    [Scopes.ADMIN]: { description: '`admin`: manage API keys and relationships.' },
    [Scopes.ADMIN_READ]: { description: '`admin:read`: implied by `admin`. No effect yet.' },
  },
})

function limitOf(tier: keyof typeof Tiers): string {
  const { perWindow, perSecond } = LIMITS.tiers[tier]
  return `${perWindow} root fields per ${LIMITS.windowSeconds / 60} minutes, ${perSecond} requests per second.`
}
