// The ways in which authority is taken away through the API, and what the key is answered from then on.

import { DELETE } from './ask.ts'

export interface Taking {
  readonly document: string
  readonly of: 'key' | 'relationship'
  readonly refusal: string
}

const upon = (mutation: string) => `mutation ($id: ID!) { ${mutation}(input: { id: $id }) { id } }`

export const DELETION: Taking = { document: DELETE, of: 'key', refusal: 'API_KEY_INVALID' }

export const TAKINGS: Record<string, Taking> = {
  'switching off': { document: upon('deactivateApiKey'), of: 'key', refusal: 'API_KEY_INVALID' },
  'pausing the relationship': {
    document: upon('pauseRelationship'),
    of: 'relationship',
    refusal: 'RELATIONSHIP_PAUSED',
  },
  'ending the relationship': {
    document: upon('endRelationship'),
    of: 'relationship',
    refusal: 'API_KEY_INVALID',
  },
}
