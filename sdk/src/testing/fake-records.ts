// Factories of the other records, and pages of lists. Public: partners override single fields.

import type { ApiKey, Document, Event, PageInfo, Relationship, User, Viewer } from '../generated/types.ts'

/** The time of fake records. */
export const NOW = '2026-11-22T09:30:00.000Z'
let count = 0

/** An id that no other record has, such as `sub_000001`. */
export function fakeId(prefix: string): string {
  count += 1
  return `${prefix}_${String(count).padStart(6, '0')}`
}

export function fakeRelationship(values: Partial<Relationship> = {}): Relationship {
  return {
    id: 'rel_000000',
    environment: 'DEVELOPMENT',
    status: 'ACTIVE',
    contacts: ['sam@bee.example'],
    createdAt: NOW,
    broker: { id: 'brk_000000', name: 'Bee Capital', domains: ['bee.example'] },
    funder: { id: 'fnd_000000', name: 'Harbor Funding', createdAt: NOW },
    ...values,
  }
}

/** A key of a broker by default. */
export function fakeApiKey(values: Partial<ApiKey> = {}): ApiKey {
  return {
    id: 'apk_000000',
    kind: 'BROKER',
    tier: 'PARTNER',
    name: 'Bee Capital',
    prefix: 'bft_0123',
    state: 'ACTIVE',
    scopes: ['SUBMISSIONS', 'DOCUMENTS', 'WEBHOOKS', 'EMBED'],
    allowList: [],
    environment: 'DEVELOPMENT',
    createdAt: NOW,
    expiresAt: null,
    lastUsedAt: NOW,
    deletedAt: null,
    createdBy: null,
    relationship: fakeRelationship(),
    ...values,
  }
}

/** A BROKER key by default. */
export function fakeViewer(values: Partial<Viewer> = {}): Viewer {
  const { funder } = fakeRelationship()
  return {
    environment: 'DEVELOPMENT',
    scopes: ['SUBMISSIONS', 'SUBMISSIONS_READ', 'DOCUMENTS', 'DOCUMENTS_READ'],
    funder,
    relationship: fakeRelationship(),
    user: null,
    apiKey: fakeApiKey(),
    ...values,
  }
}

export function fakeUser(values: Partial<User> = {}): User {
  return {
    id: fakeId('usr'),
    name: 'Dana Kim',
    email: 'dana@harbor.example',
    username: 'dana',
    role: 'ADMIN',
    status: 'ACTIVE',
    createdAt: NOW,
    ...values,
  }
}

/** A PDF that the funder has not reviewed, by default. */
export function fakeDocument(values: Partial<Document> = {}): Document {
  return {
    id: fakeId('doc'),
    environment: 'DEVELOPMENT',
    status: 'UPLOADED',
    class: 'OTHER',
    periodMonth: null,
    accountLast4: null,
    fileName: 'september.pdf',
    mediaType: 'application/pdf',
    byteSize: 1_024,
    sha256: null,
    hasActiveContent: false,
    requirementId: null,
    rejectReason: null,
    note: null,
    createdAt: NOW,
    ...values,
  }
}

export function fakeEvent(values: Partial<Event> = {}): Event {
  return {
    id: fakeId('evt'),
    type: 'SUBMISSION_CREATED',
    environment: 'DEVELOPMENT',
    at: NOW,
    subjectId: 'sub_000000',
    submissionId: 'sub_000000',
    data: {},
    actor: { kind: 'API_KEY', id: 'apk_000000' },
    ...values,
  }
}

/** A page of a list, for scripted answers. By default the only one. */
export function fakePage<Item>(nodes: readonly Item[], pageInfo: Partial<PageInfo> = {}) {
  return {
    nodes,
    totalCount: nodes.length,
    pageInfo: {
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
      ...pageInfo,
    },
  }
}
