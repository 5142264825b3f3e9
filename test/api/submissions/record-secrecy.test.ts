// Tax ids, SSNs and notes are in no log, error, event or plain column, also when the database fails.

import { expect, test } from 'vitest'
import type { BrokerActor } from '../../support/actors.ts'
import { dumpOf } from '../../support/dump-database.ts'
import { outcome } from '../../support/graphql-result.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

const EIN = '98-7654329'
const SSN = '219-09-7531'
const NOTES = ['Kanarie purpose, two ovens', 'Kanarie source, called twice', 'Kanarie reason to reveal']
const CANARIES = [EIN, EIN.replace('-', ''), SSN, SSN.replaceAll('-', ''), ...NOTES]

const CREATE =
  'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id owners { id } } }'
const UPDATE = 'mutation ($input: UpdateSubmissionInput!) { updateSubmission(input: $input) { id } }'
const REVEAL =
  'mutation ($input: RevealSensitiveFieldInput!) { revealSensitiveField(input: $input) { id value } }'

const RECORD = {
  name: 'Corner Bakery, new oven',
  company: { taxId: { kind: 'EIN', number: EIN } },
  purposeNote: NOTES[0],
  sourceNotes: NOTES[1],
  owners: [{ firstName: 'Ana', lastName: 'Ruiz', ssn: SSN }],
}

/** Runs `act` while PostgreSQL rejects rows of a table, in an error that shows the whole row. */
async function whileRejecting(world: World, table: string, act: () => Promise<Answer>): Promise<Answer> {
  await world.sql(`ALTER TABLE ${table} ADD CONSTRAINT mishap CHECK (false) NOT VALID`)
  try {
    return await act()
  } finally {
    await world.sql(`ALTER TABLE ${table} DROP CONSTRAINT mishap`)
  }
}

function found(text: string): string[] {
  const forms = (canary: string) => [
    canary,
    Buffer.from(canary).toString('hex'),
    Buffer.from(canary).toString('base64').replace(/=+$/, ''),
  ]
  return CANARIES.filter((canary) => forms(canary).some((form) => text.includes(form)))
}

test('sensitive values are stored sealed and appear in no log, error or event', async () => {
  await using world = await createWorld({ logLevel: 'trace' })
  const funder = await world.funder()
  const broker: BrokerActor = await funder.broker('bee.example')
  const una = await funder.logsIn({ role: 'UNDERWRITER' })
  const errors: Answer[] = []
  const creates = (input: object) => broker.query(CREATE, { input: { ...RECORD, ...input } })

  const created = await creates({})
  const { id, owners } = created.body.data.createSubmission
  const { name, ...changes } = RECORD
  const update = () => broker.query(UPDATE, { input: { id, ...changes } })
  expect(outcome(await update())).toBe('200')
  const reveal = () => una.query(REVEAL, { input: { submissionId: id, field: 'TAX_ID', reason: NOTES[2] } })
  const revealed = await reveal()
  expect(revealed.body.data.revealSensitiveField.value).toBe(EIN.replace('-', ''))

  for (const table of ['submission', 'owner'])
    errors.push(await whileRejecting(world, table, () => creates({})))
  for (const table of ['submission', 'owner']) errors.push(await whileRejecting(world, table, update))
  errors.push(await whileRejecting(world, 'note', reveal))
  expect(errors.map(outcome)).toEqual(Array(5).fill('500 INTERNAL'))
  errors.push(await creates({ name: 'short' }))
  for (const value of [EIN, SSN]) {
    errors.push(await creates({ company: { taxId: value } }))
    errors.push(await creates({ company: { taxId: { kind: value, number: 1 } } }))
    errors.push(await creates({ company: { taxId: { kind: 'ITIN', number: `${value}0` } } }))
    errors.push(await creates({ company: { phone: value, naics: value, website: value } }))
    errors.push(await creates({ owners: [{ firstName: 'A', lastName: 'B', ssn: `${value}0` }] }))
    errors.push(await creates({ owners: [{ firstName: 'A', lastName: 'B', [`ssn ${value}`]: 1 }] }))
    errors.push(await creates({ meta: [{ key: value.repeat(20), value }] }))
    errors.push(await una.query(REVEAL, { input: { submissionId: value, field: 'TAX_ID', reason: value } }))
  }
  for (const answer of errors) expect(outcome(answer)).not.toBe('200')
  expect(errors.flatMap(({ body }) => found(JSON.stringify(body)))).toEqual([])
  expect(found(JSON.stringify([created.body, owners]))).toEqual([])

  await world.flushUsage()
  expect(found(world.log.join('\n'))).toEqual([])
  for (const [table, rows] of await dumpOf(world))
    expect([table, found(rows.join('\n'))]).toEqual([table, []])
  const [row] = await world.sql(
    'SELECT tax_id_last4, tax_id_cipher, purpose_note_cipher FROM submission WHERE id = $1',
    id,
  )
  expect(row).toMatchObject({ tax_id_last4: '4329', tax_id_cipher: expect.any(Buffer) })
})
