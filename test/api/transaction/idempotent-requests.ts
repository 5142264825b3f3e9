// Mutations with an Idempotency-Key, and what the tests of idempotency read from their answers.

import type { KeyHolder } from '../../support/actors.ts'
import type { Answer, World } from '../../support/world.ts'

export type Sender = Pick<KeyHolder, 'query'>

let keys = 0

/** An idempotency key that no other test uses. */
export function aKey(): string {
  keys += 1
  return `key_${keys}`
}

export function send(
  by: Sender,
  [mutation, selection]: readonly [string, string],
  input: object,
  key: string,
  server = 0,
): Promise<Answer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const document = `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { ${selection} } }`
  return by.query(document, { input }, { server, headers: { 'idempotency-key': key } })
}

export function idIn({ body }: Answer): string {
  return body.data.answer.id ?? body.data.answer.apiKey.id
}

export const submits = (by: Sender, relationshipId: string, key: string, name = 'Corner Bakery, new oven') =>
  send(by, ['createSubmission', 'id'], { relationshipId, name }, key)

/** The number of submissions with the name that `submits` uses. */
export async function submitted(world: World, relationshipId: string): Promise<number> {
  const rows = await world.sql(
    `SELECT FROM submission WHERE relationship_id = $1 AND name = 'Corner Bakery, new oven'`,
    relationshipId,
  )
  return rows.length
}
