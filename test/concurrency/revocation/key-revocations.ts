// The ways to revoke authority through the API, and the error that the key gets afterwards.

import type { BrokerActor, Funder } from '../../support/actors.ts'
import { DELETE, VIEWER } from '../../support/concurrency/timed-request.ts'

export interface Revocation {
  readonly document: string
  readonly of: 'key' | 'relationship'
  readonly refusal: string
  /** Runs before the key is used. */
  readonly prepare?: (funder: Funder, broker: BrokerActor) => Promise<unknown>
  /** Operations that the key may still use, so the checker does not send them. */
  readonly leaves?: 'queries'
}

const mutationById = (mutation: string) => `mutation ($id: ID!) { ${mutation}(input: { id: $id }) { id } }`

const update = (what: string) => `mutation ($id: ID!) { updateApiKey(input: { id: $id, ${what} }) { id } }`

const ROTATE = 'mutation ($id: ID!) { rotateApiKey(input: { id: $id }) { secret } }'

export const DELETION: Revocation = { document: DELETE, of: 'key', refusal: 'API_KEY_INVALID' }

export const KEY_REVOCATIONS: Record<string, Revocation> = {
  'deactivating the key': {
    document: mutationById('deactivateApiKey'),
    of: 'key',
    refusal: 'API_KEY_INVALID',
  },
  'pausing the relationship': {
    document: mutationById('pauseRelationship'),
    of: 'relationship',
    refusal: 'RELATIONSHIP_PAUSED',
  },
  'ending the relationship': {
    document: mutationById('endRelationship'),
    of: 'relationship',
    refusal: 'API_KEY_INVALID',
  },
  'finishing a rotation': {
    document: mutationById('finishRotation'),
    of: 'key',
    refusal: 'API_KEY_INVALID',
    prepare: async (funder, { apiKeyId: id }) => {
      const { body } = await funder.query(ROTATE, { id })
      await funder.world.graphql(body.data.rotateApiKey.secret, VIEWER)
    },
  },
  'finishing a rotation before its new secret is used': {
    document: mutationById('finishRotation'),
    of: 'key',
    refusal: 'API_KEY_INVALID',
    prepare: (funder, { apiKeyId: id }) => funder.query(ROTATE, { id }),
  },
  'rotating with a grace period of 0': {
    document: 'mutation ($id: ID!) { rotateApiKey(input: { id: $id, graceSeconds: 0 }) { secret } }',
    of: 'key',
    refusal: 'API_KEY_INVALID',
  },
  'narrowing the scopes': {
    document: update('scopes: [SUBMISSIONS_READ]'),
    of: 'key',
    refusal: 'INSUFFICIENT_SCOPE',
    leaves: 'queries',
  },
  'narrowing the allow list': {
    document: update('allowList: ["192.0.2.1"]'),
    of: 'key',
    refusal: 'IP_NOT_ALLOWED',
    prepare: (funder, { apiKeyId: id }) =>
      funder.query(update('allowList: ["127.0.0.1", "192.0.2.1"]'), { id }),
  },
}
