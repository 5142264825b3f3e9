// An example of each mutation: its setup, its input, and another valid input.

import type { BrokerActor, Funder } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { sendsBytes, uploads } from '../../support/files/uploads.ts'
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
