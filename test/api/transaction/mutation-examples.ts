// An example of each mutation: its setup, its input, and another valid input.

import { statementOf } from '../../support/files/samples.ts'
import { sendsBytes } from '../../support/files/uploads.ts'
import { OFFER, QUESTION, sendMove } from '../../support/submission-life.ts'
import {
  accepted,
  anotherKey,
  approves,
  complete,
  disable,
  inDays,
  inStatus,
  invite,
  type MutationStage,
  nina,
  partId,
  pause,
  requests,
  responds,
  rotate,
  upload,
} from './mutation-stage.ts'

interface Example {
  readonly before?: (stage: MutationStage) => Promise<unknown>
  readonly input: (stage: MutationStage) => object
  readonly other: (stage: MutationStage) => object
}

const ofKey = { input: ({ broker }: MutationStage) => ({ id: broker.apiKeyId }), other: anotherKey }
const ofRelationship = {
  input: ({ relationshipId: id }: MutationStage) => ({ id }),
  other: () => ({ id: 'rel_01j00000000000000000000000' }),
}
const ofUser = {
  input: ({ userId: id }: MutationStage) => ({ id }),
  other: ({ funder }: MutationStage) => ({ id: funder.ownerId }),
}

const withText = {
  input: ({ submissionId }: MutationStage) => ({ submissionId, text: 'Hello.' }),
  other: ({ submissionId }: MutationStage) => ({ submissionId, text: 'Goodbye.' }),
}

/** The id of the submission, and further input. Without further input, another id is the other input. */
function ofSubmission(input: object = {}, other: object = { id: 'sub_01j00000000000000000000000' }) {
  return {
    input: ({ submissionId: id }: MutationStage) => ({ id, ...input }),
    other: ({ submissionId: id }: MutationStage) => ({ id, ...other }),
  }
}

/** The same for a requirement or an offer. */
function ofPart(part: 'requirement' | 'offer', input: object = {}, other: object = { expectedVersion: 99 }) {
  const id = ({ unique }: MutationStage) => partId(part, unique)
  return {
    input: (stage: MutationStage) => ({ id: id(stage), ...input }),
    other: (stage: MutationStage) => ({ id: id(stage), ...other }),
  }
}

const ofDocument = {
  input: ({ documentIds: [id] }: MutationStage) => ({ id }),
  other: ({ documentIds: [, id] }: MutationStage) => ({ id }),
}

export const EXAMPLES: Readonly<Record<string, Example>> = {
  inviteUser: { input: ({ unique }) => nina(unique), other: ({ unique }) => nina(`${unique}.two`) },
  resendInvitation: { ...ofUser, before: invite },
  revokeInvitation: { ...ofUser, before: invite },
  changeRole: {
    input: ({ userId: id }) => ({ id, role: 'DEVELOPER' }),
    other: ({ userId: id }) => ({ id, role: 'UNDERWRITER' }),
  },
  disableUser: ofUser,
  enableUser: { ...ofUser, before: disable },
  createUserKey: { input: () => ({ name: 'Mine' }), other: () => ({ name: 'Mine too' }) },
  createTieredKey: {
    input: () => ({ name: 'Site', tier: 'PUBLIC', scopes: ['SUBMISSIONS'] }),
    other: () => ({ name: 'Site', tier: 'PARTNER', scopes: ['SUBMISSIONS'] }),
  },
  createBrokerKey: {
    input: ({ unique }) => ({ email: `sam@keyless-${unique}.example` }),
    other: ({ unique }) => ({ email: `ida@keyless-${unique}.example` }),
  },
  updateApiKey: {
    input: ({ broker }) => ({ id: broker.apiKeyId, name: 'Deals desk' }),
    other: ({ broker }) => ({ id: broker.apiKeyId, name: 'Front desk' }),
  },
  rotateApiKey: {
    input: ({ broker }) => ({ id: broker.apiKeyId }),
    other: ({ broker }) => ({ id: broker.apiKeyId, graceSeconds: 86_401 }),
  },
  finishRotation: { ...ofKey, before: rotate },
  cancelRotation: { ...ofKey, before: rotate },
  deleteApiKey: ofKey,
  deactivateApiKey: ofKey,
  reactivateApiKey: {
    ...ofKey,
    before: ({ funder, broker }) => funder.latchkey.apiKeys.deactivate(broker.apiKeyId),
  },
  pauseRelationship: ofRelationship,
  resumeRelationship: { ...ofRelationship, before: pause },
  endRelationship: ofRelationship,
  updateRelationship: {
    input: ({ relationshipId }) => ({ id: relationshipId, contacts: [] }),
    other: ({ relationshipId }) => ({ id: relationshipId }),
  },
  createSubmission: {
    input: ({ relationshipId }) => ({ relationshipId, name: 'Corner Bakery, new oven' }),
    other: ({ relationshipId }) => ({ relationshipId, name: 'Corner Bakery, two ovens' }),
  },
  updateSubmission: {
    input: ({ submissionId: id }) => ({ id, name: 'Corner Bakery, one oven' }),
    other: ({ submissionId: id }) => ({ id, name: 'Corner Bakery, no oven' }),
  },
  revealSensitiveField: {
    before: ({ broker, submissionId }) =>
      broker.latchkey.submissions.update(submissionId, {
        company: { taxId: { kind: 'EIN', number: '12-3456789' } },
      }),
    input: ({ submissionId }) => ({ submissionId, field: 'TAX_ID', reason: 'Order a credit report' }),
    other: ({ submissionId }) => ({ submissionId, field: 'TAX_ID', reason: 'Order another report' }),
  },
  submitSubmission: { ...ofSubmission(), before: complete },
  withdrawSubmission: ofSubmission({ reason: 'OTHER' }, { reason: 'DUPLICATE' }),
  respondToRequirement: {
    ...ofPart('requirement', { text: 'July.' }, { text: 'August.' }),
    before: requests,
  },
  acceptOffer: { ...ofPart('offer'), before: approves },
  rejectOffer: { ...ofPart('offer', { reason: 'Late.' }, { reason: 'Small.' }), before: approves },
  addMessage: withText,
  startReview: { ...ofSubmission(), before: inStatus('SUBMITTED') },
  requestInformation: {
    ...ofSubmission({ requirements: [QUESTION] }, { requirements: [QUESTION, QUESTION] }),
    before: inStatus('SUBMITTED'),
  },
  acceptRequirement: { ...ofPart('requirement'), before: responds },
  rejectRequirement: { ...ofPart('requirement', { note: 'Unclear.' }, { note: 'Wrong.' }), before: responds },
  waiveRequirement: { ...ofPart('requirement'), before: requests },
  approveSubmission: {
    ...ofSubmission({ offers: [OFFER] }, { offers: [OFFER, OFFER] }),
    before: inStatus('IN_REVIEW'),
  },
  extendOffer: {
    ...ofPart('offer', { expiresAt: inDays(60) }, { expiresAt: inDays(61) }),
    before: approves,
  },
  rescindOffer: { ...ofPart('offer'), before: approves },
  declineSubmission: {
    ...ofSubmission({ reasons: ['BANKRUPTCY'] }, { reasons: ['LOW_BALANCES'] }),
    before: inStatus('IN_REVIEW'),
  },
  reopenSubmission: { ...ofSubmission(), before: inStatus('DECLINED') },
  holdSubmission: { ...ofSubmission(), before: inStatus('SUBMITTED') },
  releaseHold: { ...ofSubmission(), before: inStatus('HELD') },
  setClosingStage: { ...ofSubmission({ stage: 'CLEARED' }, { stage: 'CONTRACT_SENT' }), before: accepted },
  markFunded: {
    ...ofSubmission(
      { amount: { amountMinor: 5 }, fundedOn: '2026-01-02' },
      { amount: { amountMinor: 6 }, fundedOn: '2026-01-02' },
    ),
    before: accepted,
  },
  correctFunding: { ...ofSubmission({ reason: 'Wrong.' }, { reason: 'Early.' }), before: inStatus('FUNDED') },
  assignSubmission: {
    input: ({ submissionId: id, funder }) => ({ id, userId: funder.ownerId }),
    other: ({ submissionId: id }) => ({ id }),
  },
  addNote: withText,
  eraseSubmission: ofSubmission({ reason: 'REQUESTED' }, { reason: 'OTHER' }),
  setLegalHold: ofSubmission({ reason: 'Lawsuit.' }, { reason: 'Audit.' }),
  releaseLegalHold: {
    ...ofSubmission({ reason: 'Settled.' }, { reason: 'Closed.' }),
    before: ({ funder, submissionId: id }) => sendMove(funder, 'setLegalHold', { id, reason: 'Lawsuit.' }),
  },
  requestDocumentUpload: {
    input: ({ submissionId }) => ({ submissionId, fileName: 'september.pdf', byteSize: 1_000 }),
    other: ({ submissionId }) => ({ submissionId, fileName: 'october.pdf', byteSize: 1_000 }),
  },
  completeDocumentUpload: {
    before: async (stage) => {
      for (const text of ['one', 'two'])
        stage.uploadIds.push(await sendsBytes(stage.broker, stage.submissionId, statementOf(text)))
    },
    input: ({ uploadIds: [uploadId] }) => ({ uploadId }),
    other: ({ uploadIds: [, uploadId] }) => ({ uploadId }),
  },
  removeDocument: { ...ofDocument, before: upload },
  rejectDocument: {
    before: upload,
    input: ({ documentIds: [id] }) => ({ id, reason: 'UNREADABLE' }),
    other: ({ documentIds: [, id] }) => ({ id, reason: 'UNREADABLE' }),
  },
}

/** Two selections for each type that mutations return, each with an id. */
export const SELECTIONS: Readonly<Record<string, readonly [string, string]>> = {
  ApiKey: ['id state name', 'scopes secrets { state prefix } id'],
  NewApiKey: [
    'apiKey { id name } secret',
    'secret apiKey { tier secrets { state } relationship { status } id }',
  ],
  Relationship: ['id status', '__typename broker { name } id'],
  User: ['id role', 'name status id'],
  RevealedField: ['id value', 'field value id'],
  Message: ['id text', 'side createdAt id'],
  Note: ['id text', 'createdAt id'],
  Offer: ['id status', 'product fundedAmount { amountMinor } rejectReason id'],
  Requirement: ['id status', 'kind stage response id'],
  Document: ['id status byteSize', 'fileName class submission { id name } id'],
  DocumentUpload: ['id method', 'headers { name value } id'],
  Submission: ['id name', 'status relationship { id } owners { firstName } id'],
}
