// The SQL of createSubmission by hand: prepared statements, one connection per transaction.
// Each statement is prepared once per connection.

import { newId } from '@latchkey/schema/graphql/ids.ts'
import type pg from 'pg'
import type { Row } from './credential-query.ts'
import type { SUBMISSION } from './subjects.ts'

interface Created {
  readonly name: string
  readonly status: string
  readonly version: number
}

const SUBMISSION_TEXT = `
  INSERT INTO submission (id, environment, funder_id, broker_id, relationship_id, name, external_reference, status,
    legal_name, dba, email, phone, website, entity_type, state_of_incorporation, start_date, naics, amount_minor,
    currency, purpose, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
  ON CONFLICT DO NOTHING RETURNING name, status, version`

const OWNER_TEXT = `
  INSERT INTO owner (id, submission_id, position, first_name, last_name, title, email, mobile_phone, ownership_basis_points)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

/** Null: the credential re-verification failed, and nothing was written. */
export async function createSubmission(
  pool: pg.Pool,
  { digest, environment, funder_id, broker_id, relationship_id }: Row,
  { name, company, amount, purpose, owners: [owner] }: typeof SUBMISSION,
): Promise<Created | null> {
  const id = newId('Submission')
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
    const { rows } = await client.query<Created>({
      name: 'submission',
      text: SUBMISSION_TEXT,
      values: [
        ...[
          id,
          environment,
          funder_id,
          broker_id,
          relationship_id,
          name,
          null,
          'DRAFT',
          company.legalName,
          null,
        ],
        ...[company.email, null, null, company.entityType, company.stateOfIncorporation, null, company.naics],
        ...[amount.amountMinor, 'USD', purpose, 1],
      ],
    })
    const { firstName, lastName, email, ownershipPercent } = owner
    const points = ownershipPercent * 100
    const values = [newId('Owner'), id, 1, firstName, lastName, null, email, null, points]
    await client.query({ name: 'owner', text: OWNER_TEXT, values })
    const reverified = await client.query({
      name: 'reverify_credential',
      text: 'SELECT * FROM reverify_credential($1, $2::text[])',
      values: [digest, []],
    })
    const onReverified = reverified.rows.length === 1
    await client.query(onReverified ? 'COMMIT' : 'ROLLBACK')
    return onReverified ? (rows[0] ?? null) : null
  } finally {
    client.release()
  }
}
