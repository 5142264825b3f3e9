// The SQL statements of createSubmission and their order: clients wait for each of them.

import { expect, test } from 'vitest'
import { SUBMIT, SUBMIT_NESTED } from '../../support/concurrency/timed-request.ts'
import { statementOf } from '../../support/files/samples.ts'
import { uploads } from '../../support/files/uploads.ts'
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

test('the number of statements does not depend on the number of owners', async () => {
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
})

test('listing 100 submissions with owners and documents takes as many statements as listing one', async () => {
  await using world = await createWorld()
  const broker = await (await world.funder()).broker('bee.example')
  const { name, company, purposeNote, owners } = GIVEN
  const creates = async () => {
    const { id } = await broker.latchkey.submissions.create({ name, company, purposeNote, owners })
    await world.sql(
      `INSERT INTO document (id, environment, funder_id, submission_id, media_type, byte_size, sha256, storage_key)
       SELECT left('doc_' || n || substr(id, 5), 30), environment, funder_id, id, 'application/pdf', 1, sha256(n::text::bytea),
         'documents/' || id || n
       FROM submission, generate_series(1, 2) n WHERE id = $1`,
      id,
    )
    return id
  }
  await uploads(broker, await creates(), statementOf('one'))
  const lists = [
    `id meta { key } purposeNote company { taxId { last4 } physicalAddress { city } }
     owners { id ssnLast4 homeAddress { city } } readiness { isReady missing { path } } warnings { code }`,
    'id documents(first: 2) { nodes { id fileName class status sha256 } totalCount }',
    `id messages(first: 2) { nodes { id text } pageInfo { hasNextPage } } notes(first: 2) { nodes { id text } }
     timeline(first: 2) { nodes { id type } }`,
  ]
  const query = (nodes: string) => broker.query(`{ submissions(first: 100) { nodes { ${nodes} } } }`)
  const listing = async (count: number) => {
    const statements: number[] = []
    for (const nodes of lists)
      statements.push(
        await statementsOf(async () => {
          const { body } = await query(nodes)
          expect(body.errors).toBeUndefined()
          expect(body.data.submissions.nodes).toHaveLength(count)
        }),
      )
    return statements
  }
  const few = await listing(1)
  for (let count = 1; count < 100; count += 1) await creates()
  expect(await listing(100)).toEqual(few)
  for (const { documents } of (await query(lists[1]!)).body.data.submissions.nodes)
    expect(documents.nodes).toHaveLength(2)
})
