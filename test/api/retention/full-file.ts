// fullFile: a declined submission with data in every place that can hold some. Used by the tests of this folder.

import { statementOf } from '../../support/files/samples.ts'
import { sendsBytes, uploads } from '../../support/files/uploads.ts'
import { QUESTION, type SubmissionLife, sendMove } from '../../support/submission-life.ts'

const text = (place: string) => `Kanarie ${place}`

/** Texts and numbers that occur in nothing but the data of a full file. */
export const CANARIES = [
  'kanarie',
  '219097531',
  '219-09-7531',
  '987654329',
  '98-7654329',
  '7531',
  '4329',
  '8642',
]

const RECORD = {
  name: text('submission name'),
  externalReference: text('reference'),
  company: {
    legalName: text('legal name'),
    dba: text('dba'),
    email: 'info@kanarie.example',
    phone: '(212) 555-8642',
    website: 'kanarie.example',
    taxId: { kind: 'EIN', number: '98-7654329' },
    entityType: 'LLC',
    stateOfIncorporation: 'NY',
    startDate: '2019-02-28',
    industry: text('industry'),
    naics: '311811',
    physicalAddress: { line1: text('street'), city: 'Albany', state: 'NY', postalCode: '12207' },
    billingAddress: { line1: text('box'), city: 'Boston', state: 'MA', postalCode: '02134' },
    annualRevenue: { amountMinor: 120_000_000 },
    monthlyRevenue: { amountMinor: 10_000_000 },
  },
  amount: { amountMinor: 2_500_000 },
  purpose: 'EQUIPMENT',
  purposeNote: text('purpose'),
  sourceName: text('source'),
  sourceEmail: 'leads@kanarie.example',
  sourceNotes: text('source notes'),
  meta: [{ key: text('key'), value: text('value') }],
  owners: [
    {
      firstName: text('first'),
      lastName: text('last'),
      email: 'ana@kanarie.example',
      homeAddress: { line1: text('home'), city: 'Albany', state: 'NY', postalCode: '12207' },
      dateOfBirth: '1980-02-29',
      ssn: '219-09-7531',
      ownershipPercent: 100,
    },
  ],
} as const

export interface FullFile {
  readonly id: string
  readonly ownerId: string
  readonly documentId: string
  readonly requirementId: string
  /** An upload whose bytes were sent, but which is no document yet. */
  readonly uploadId: string
}

export async function fullFile({ broker, funder, ...life }: SubmissionLife): Promise<FullFile> {
  const moves = async (by: Parameters<typeof sendMove>[0], mutation: string, input: object) => {
    const { body } = await sendMove(by, mutation, input)
    if (body.errors) throw new Error(`${mutation}: ${JSON.stringify(body.errors)}`)
    return body.data.answer.id as string
  }
  const id = (await broker.latchkey.submissions.create(RECORD)).id
  const { owners } = await broker.latchkey.submissions.get(id)
  const ownerId = owners[0]?.id ?? ''
  const statement = { periodMonth: '2026-09', accountLast4: '8642', class: 'BANK_STATEMENT' }
  const named = (place: string) => ({ ...statement, fileName: `${text(place)}.pdf` })
  const documentId = await uploads(broker, id, statementOf(text('one')), named('file'))
  await moves(broker, 'submitSubmission', { id })
  await moves(funder, 'requestInformation', { id, requirements: [{ ...QUESTION, text: text('question') }] })
  const [{ id: requirementId }] = await life.world.sql(
    'SELECT id FROM requirement WHERE submission_id = $1',
    id,
  )
  await moves(broker, 'respondToRequirement', { id: requirementId, text: text('answer') })
  await moves(funder, 'rejectRequirement', { id: requirementId, note: text('unclear') })
  await moves(broker, 'respondToRequirement', { id: requirementId, text: text('second answer') })
  const rejection = { reason: 'UNREADABLE', note: text('unreadable') }
  await moves(funder, 'rejectDocument', { id: documentId, ...rejection })
  const uploadId = await sendsBytes(broker, id, statementOf(text('two')), named('pending file'))
  await moves(broker, 'addMessage', { submissionId: id, text: text('message') })
  await moves(funder, 'addNote', { submissionId: id, text: text('note') })
  const una = await funder.logsIn({ role: 'UNDERWRITER' })
  const reveal = { submissionId: id, field: 'OWNER_SSN', ownerId, reason: text('reason to reveal') }
  await moves(una, 'revealSensitiveField', reveal)
  await moves(funder, 'declineSubmission', { id, reasons: ['OTHER'], note: text('decline note') })
  return { id, ownerId, documentId, requirementId, uploadId }
}
