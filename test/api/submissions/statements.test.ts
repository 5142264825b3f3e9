// The SQL statements of createSubmission and their order: clients wait for each of them.

import { expect, test } from 'vitest'
import { SUBMIT, SUBMIT_NESTED } from '../../support/concurrency/timed-request.ts'
import { statementsOf, textsOf } from '../../support/record-statements.ts'
import { createWorld } from '../../support/world.ts'
import { GIVEN } from './full-record.ts'

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

test('the number of statements does not depend on the number of owners or submissions', async () => {
  await using world = await createWorld()
  const broker = await (await world.funder()).broker('bee.example')
  await broker.latchkey.viewer()
  const create = 'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id } }'
  const owner = { firstName: 'Ana', lastName: 'Ruiz', title: 'CEO' }
  const { name, company, purposeNote } = GIVEN
  const creating = (count: number) =>
    statementsOf(async () => {
      const owners = Array.from({ length: count }, () => owner)
      const { body } = await broker.query(create, { input: { name, company, purposeNote, owners } })
      expect(body.errors).toBeUndefined()
    })
  const one = await creating(1)
  expect(await creating(10)).toBe(one)
  const select = `{ submissions(first: 100) { nodes {
    id meta { key } purposeNote company { taxId { last4 } physicalAddress { city } }
    owners { id ssnLast4 homeAddress { city } } readiness { isReady missing { path } } warnings { code }
  } } }`
  const listing = () => statementsOf(() => broker.query(select))
  const few = await listing()
  for (let count = 0; count < 10; count += 1) await creating(count)
  expect(await listing()).toBe(few)
})
