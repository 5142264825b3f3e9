// MutationStage: the state for one example of a mutation, and the steps that prepare it. Used by mutation-examples.ts.

import type { BrokerActor, Funder } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { uploads } from '../../support/files/uploads.ts'
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

export async function upload(stage: MutationStage): Promise<void> {
  for (const text of ['one', 'two'])
    stage.documentIds.push(await uploads(stage.broker, stage.submissionId, statementOf(text)))
}

export function anotherKey({ funder }: MutationStage): object {
  return { id: funder.apiKeyId }
}

export function nina(username: string): object {
  return { username, name: 'Nina Falk', email: 'nina@lender.example', role: 'VIEWER' }
}

export async function invite({ funder, userId }: MutationStage): Promise<void> {
  await funder.world.sql(`UPDATE "user" SET status = 'INVITED' WHERE id = $1`, userId)
}

export async function disable({ funder, userId }: MutationStage): Promise<void> {
  await funder.world.sql(`UPDATE "user" SET status = 'DISABLED' WHERE id = $1`, userId)
}

export async function pause({ funder, relationshipId }: MutationStage): Promise<void> {
  await funder.world.sql(`UPDATE relationship SET status = 'PAUSED' WHERE id = $1`, relationshipId)
}

export async function rotate({ funder, broker }: MutationStage): Promise<void> {
  const document = 'mutation ($id: ID!) { rotateApiKey(input: { id: $id }) { apiKey { id } } }'
  const { status } = await funder.query(document, { id: broker.apiKeyId })
  if (status !== 200) throw new Error('It was not rotated.')
}

export async function complete({ funder, submissionId }: MutationStage): Promise<void> {
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

export function inStatus(status: string) {
  return async ({ funder, submissionId }: MutationStage): Promise<void> => {
    await funder.world.sql(
      `UPDATE submission SET status = $2::"SubmissionStatus", submitted_at = app_now(),
         held_at = CASE WHEN $2 = 'HELD' THEN app_now() END WHERE id = $1`,
      submissionId,
      status,
    )
  }
}

export function partId(part: 'requirement' | 'offer', unique: string): string {
  const prefix = part === 'offer' ? 'ofr' : 'req'
  return `${prefix}_${unique.replace(/\D/g, '').padStart(26, '0')}`
}

export async function requests(stage: MutationStage): Promise<void> {
  await inStatus('INFO_REQUESTED')(stage)
  await stage.funder.world.sql(
    `INSERT INTO requirement (id, environment, funder_id, submission_id, kind, stage)
     SELECT $2, environment, funder_id, id, 'QUESTION', 'PRE_DECISION' FROM submission WHERE id = $1`,
    stage.submissionId,
    partId('requirement', stage.unique),
  )
}

export async function responds(stage: MutationStage): Promise<void> {
  await requests(stage)
  await stage.funder.world.sql(
    `UPDATE requirement SET status = 'RESPONDED' WHERE submission_id = $1`,
    stage.submissionId,
  )
}

export async function approves(stage: MutationStage): Promise<void> {
  await inStatus('APPROVED')(stage)
  await stage.funder.world.sql(
    `INSERT INTO offer (id, environment, funder_id, submission_id, product, funded_amount_minor, expires_at)
     SELECT $2, environment, funder_id, id, 'MCA', 5, app_now() + interval '1 day' FROM submission WHERE id = $1`,
    stage.submissionId,
    partId('offer', stage.unique),
  )
}

export async function accepted(stage: MutationStage): Promise<void> {
  await inStatus('APPROVED')(stage)
  await stage.funder.world.sql(
    `UPDATE submission SET closing_stage = 'OFFER_ACCEPTED' WHERE id = $1`,
    stage.submissionId,
  )
}

export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString()
}
