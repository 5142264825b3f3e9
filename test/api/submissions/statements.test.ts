// The SQL statements of createSubmission and their order: clients wait for each of them.

import { expect, test } from 'vitest'
import { SUBMIT, SUBMIT_NESTED } from '../../support/concurrency/timed-request.ts'
import { textsOf } from '../../support/record-statements.ts'
import { createWorld } from '../../support/world.ts'

/** Null for other statements, such as the usage counts. */
function nameOf(text: string): string | null {
  const word = /^(BEGIN|COMMIT|ROLLBACK|SET TRANSACTION)/.exec(text)?.[1]
  if (word !== undefined) return word
  if (/INSERT INTO submission\b/.test(text)) return 'INSERT'
  if (/INSERT INTO event\b/.test(text)) return 'INSERT event'
  return (
    /FROM (?:"public"\.)?"?(reverify_credential|credential|submission|relationship|broker_domain|broker)\b/.exec(
      text,
    )?.[1] ?? null
  )
}

test('createSubmission reads nested fields in its transaction, one statement each', async () => {
  await using world = await createWorld()
  const broker = await (await world.funder()).broker('bee.example')
  await broker.latchkey.viewer()
  const namesOf = async (document: string) => {
    const texts = await textsOf(() => broker.query(document, { name: 'Corner Bakery, new oven' }))
    return texts.map(nameOf).filter((name) => name !== null)
  }
  const begin = ['credential', 'BEGIN', 'SET TRANSACTION', 'INSERT', 'INSERT event']
  const end = ['reverify_credential', 'COMMIT']
  expect(await namesOf(SUBMIT)).toEqual([...begin, ...end])
  const nested = ['submission', 'relationship', 'broker', 'broker_domain']
  expect(await namesOf(SUBMIT_NESTED)).toEqual([...begin, ...nested, ...end])
})
