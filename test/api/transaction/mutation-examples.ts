// An example of each mutation: its setup, its input, and another valid input.

import type { BrokerActor, Funder } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { sendsBytes, uploads } from '../../support/files/uploads.ts'
import { OFFER, QUESTION } from '../../support/submission-life.ts'
import { relationshipOf } from '../brokers/relationship-cases.ts'

/** The state for one example, created on a new funder each time. */
export interface MutationStage {
  readonly funder: Funder
  readonly broker: BrokerActor
  readonly relationshipId: string
  readonly submissionId: string
  /** Documents that the broker uploaded, when an example needs them. */
  readonly documentIds: string[]
  readonly uploadIds: string[]
  /** The id of a VIEWER. */
  readonly userId: string
  /** A text that occurs nowhere else. */
  readonly unique: string
}

interface Example {
  readonly before?: (stage: MutationStage) => Promise<unknown>
  readonly input: (stage: MutationStage) => object
  readonly other: (stage: MutationStage) => object
}

let next = 0

export async function createStage(funder: Funder): Promise<MutationStage> {
  next += 1
  const unique = `stage${next}`
  const broker = await funder.broker(`${unique}.example`)
  await funder.user({ role: 'VIEWER' })
  await funder.world.directory.know(`keyless-${unique}.example`)
  const [{ id: userId }] = await funder.world.sql(
    `SELECT id FROM "user" WHERE funder_id = $1 AND role = 'VIEWER'`,
    funder.id,
  )
  const submissionId = await broker.submits('Corner Bakery, a draft')
  return {
    funder,
    broker,
    relationshipId: await relationshipOf(broker),
    submissionId,
    userId,
    unique,
    documentIds: [],
    uploadIds: [],
  }
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

async function upload(stage: MutationStage): Promise<void> {
  for (const text of ['one', 'two'])
    stage.documentIds.push(await uploads(stage.broker, stage.submissionId, statementOf(text)))
}

function anotherKey({ funder }: MutationStage): object {
  return { id: funder.apiKeyId }
}

function nina(username: string): object {
  return { username, name: 'Nina Falk', email: 'nina@lender.example', role: 'VIEWER' }
}

async function invite({ funder, userId }: MutationStage): Promise<void> {
  await funder.world.sql(`UPDATE "user" SET status = 'INVITED' WHERE id = $1`, userId)
}

async function disable({ funder, userId }: MutationStage): Promise<void> {
  await funder.world.sql(`UPDATE "user" SET status = 'DISABLED' WHERE id = $1`, userId)
}

async function pause({ funder, relationshipId }: MutationStage): Promise<void> {
  await funder.world.sql(`UPDATE relationship SET status = 'PAUSED' WHERE id = $1`, relationshipId)
}

async function rotate({ funder, broker }: MutationStage): Promise<void> {
  const document = 'mutation ($id: ID!) { rotateApiKey(input: { id: $id }) { apiKey { id } } }'
  const { status } = await funder.query(document, { id: broker.apiKeyId })
  if (status !== 200) throw new Error('It was not rotated.')
}

async function complete({ funder, submissionId }: MutationStage): Promise<void> {
  await funder.world.sql(
    `UPDATE submission SET legal_name = 'Corner Bakery LLC', amount_minor = 5, purpose = 'TAXES', tax_id_kind = 'EIN',
       tax_id_cipher = '\\x00', tax_id_last4 = '0000', tax_id_hash = sha256($1::bytea) WHERE id = $1`,
    submissionId,
  )
  await funder.world.sql(
    `INSERT INTO owner (id, submission_id, position, first_name, last_name)
     VALUES ('own_' || right($1, 26), $1, 1, 'Ana', 'Ruiz')`,
    submissionId,
  )
}

function inStatus(status: string) {
  return async ({ funder, submissionId }: MutationStage): Promise<void> => {
    await funder.world.sql(
      `UPDATE submission SET status = $2::"SubmissionStatus", submitted_at = app_now(),
         held_at = CASE WHEN $2 = 'HELD' THEN app_now() END WHERE id = $1`,
      submissionId,
      status,
    )
  }
}

function partId(part: 'requirement' | 'offer', unique: string): string {
  const prefix = part === 'offer' ? 'ofr' : 'req'
  return `${prefix}_${unique.replace(/\D/g, '').padStart(26, '0')}`
}

async function requests(stage: MutationStage): Promise<void> {
  await inStatus('INFO_REQUESTED')(stage)
  await stage.funder.world.sql(
    `INSERT INTO requirement (id, environment, funder_id, submission_id, kind, stage)
     SELECT $2, environment, funder_id, id, 'QUESTION', 'PRE_DECISION' FROM submission WHERE id = $1`,
    stage.submissionId,
    partId('requirement', stage.unique),
  )
}

async function responds(stage: MutationStage): Promise<void> {
  await requests(stage)
  await stage.funder.world.sql(
    `UPDATE requirement SET status = 'RESPONDED' WHERE submission_id = $1`,
    stage.submissionId,
  )
}

async function approves(stage: MutationStage): Promise<void> {
  await inStatus('APPROVED')(stage)
  await stage.funder.world.sql(
    `INSERT INTO offer (id, environment, funder_id, submission_id, product, funded_amount_minor, expires_at)
     SELECT $2, environment, funder_id, id, 'MCA', 5, app_now() + interval '1 day' FROM submission WHERE id = $1`,
    stage.submissionId,
    partId('offer', stage.unique),
  )
}

async function accepted(stage: MutationStage): Promise<void> {
  await inStatus('APPROVED')(stage)
  await stage.funder.world.sql(
    `UPDATE submission SET closing_stage = 'OFFER_ACCEPTED' WHERE id = $1`,
    stage.submissionId,
  )
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString()
}
