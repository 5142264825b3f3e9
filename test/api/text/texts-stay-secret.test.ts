// File names and texts of people are in no log, error, event, job or plain column, also when the database fails.

import { expect, test } from 'vitest'
import { dumpOf } from '../../support/dump-database.ts'
import { sample, statementOf } from '../../support/files/samples.ts'
import { completes, downloadUrl, requestsUpload, sendsBytes, uploads } from '../../support/files/uploads.ts'
import { outcome } from '../../support/graphql-result.ts'
import { OFFER, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { type Answer, createWorld } from '../../support/world.ts'

const CANARY = 'Kanarie'
/** The word as text, in hex, and in base64 at any position. */
const FORMS = [
  CANARY,
  Buffer.from(CANARY).toString('hex'),
  ...[0, 1, 2].map((offset) => {
    const encoded = Buffer.from('-'.repeat(offset) + CANARY).toString('base64')
    return encoded.slice(offset === 0 ? 0 : 4).slice(0, 6)
  }),
]
const found = (text: string) => FORMS.filter((form) => text.includes(form))

test('texts and file names appear only in answers to those who may read them', async () => {
  await using world = await createWorld({ logLevel: 'trace' })
  const life = await SubmissionLife.open(world)
  const { broker, funder } = life
  const errors: Answer[] = []

  /** Runs `send` while PostgreSQL rejects the row, in an error that shows it, and then as usual. */
  async function withMishap(table: string, send: () => Promise<Answer>): Promise<Answer> {
    await world.sql(`ALTER TABLE ${table} ADD CONSTRAINT mishap CHECK (false) NOT VALID`)
    const answer = await send()
    await world.sql(`ALTER TABLE ${table} DROP CONSTRAINT mishap`)
    expect(outcome(answer)).toBe('500 INTERNAL')
    errors.push(answer)
    const second = await send()
    expect(outcome(second)).toBe('200')
    return second
  }
  const moves = (by: typeof broker | typeof funder, table: string, mutation: string, input: object) =>
    withMishap(table, () => sendMove(by, mutation, input))

  const id = await life.draft()
  const fileName = `${CANARY} statement.pdf`
  await moves(broker, 'message', 'addMessage', { submissionId: id, text: `${CANARY} message` })
  await moves(funder, 'note', 'addNote', { submissionId: id, text: `${CANARY} note` })
  const upload = { submissionId: id, fileName, byteSize: 10 }
  await withMishap('upload', () => requestsUpload(broker, upload))
  const uploadId = await sendsBytes(broker, id, statementOf('first'), { fileName })
  const completed = await withMishap('document', () => completes(broker, uploadId))
  const documentId = completed.body.data.completeDocumentUpload.id
  errors.push(await completes(broker, await sendsBytes(broker, id, statementOf('first'), { fileName })))
  const disguised = { fileName: `${CANARY}.pdf` }
  errors.push(await completes(broker, await sendsBytes(broker, id, sample('photo.png'), disguised)))
  await moves(broker, 'submission', 'submitSubmission', { id })
  const requirements = [{ kind: 'QUESTION', text: `${CANARY} question` }]
  await moves(funder, 'requirement', 'requestInformation', { id, requirements })
  const requirement = await life.requirementOf(id)
  const response = { id: requirement, text: `${CANARY} response` }
  await moves(broker, 'requirement', 'respondToRequirement', response)
  await moves(funder, 'requirement', 'rejectRequirement', { id: requirement, note: `${CANARY} remark` })
  await moves(broker, 'requirement', 'respondToRequirement', response)
  const rejection = { id: documentId, reason: 'OTHER', note: `${CANARY} rejection` }
  await moves(funder, 'document', 'rejectDocument', rejection)
  await moves(funder, 'decision', 'declineSubmission', { id, reasons: ['OTHER'], note: `${CANARY} reason` })
  await life.moves(funder, 'reopenSubmission', { id })
  await life.moves(funder, 'approveSubmission', { id, offers: [OFFER, OFFER] })
  await moves(broker, 'offer', 'rejectOffer', { id: await life.offerOf(id), reason: `${CANARY} refusal` })
  const { offers } = await life.read(funder, id, 'offers { id status }')
  const open = offers.find(({ status }: { status: string }) => status === 'OFFERED')
  await life.moves(broker, 'acceptOffer', { id: open.id }, 'id')
  const funding = { amount: { amountMinor: 2_000_000 }, fundedOn: '2026-01-02' }
  await life.moves(funder, 'markFunded', { id, ...funding })
  await moves(funder, 'note', 'correctFunding', { id, reason: `${CANARY} correction` })
  const second = await uploads(broker, id, statementOf('second'), { fileName })
  expect((await fetch(await downloadUrl(broker, second))).status).toBe(200)

  // Too long, of another type, or for an object that does not exist: errors do not quote them.
  const long = `${CANARY} `.repeat(2_000)
  for (const [by, mutation, input] of [
    [broker, 'addMessage', { submissionId: id, text: long }],
    [funder, 'addNote', { submissionId: id, text: long }],
    [broker, 'addMessage', { submissionId: `sub_${CANARY}`, text: CANARY }],
    [broker, 'addMessage', { submissionId: id, text: CANARY, unknownField: CANARY }],
    [broker, 'respondToRequirement', { id: requirement, text: long }],
    [funder, 'rejectRequirement', { id: requirement, note: long }],
    [funder, 'declineSubmission', { id, reasons: [CANARY], note: long }],
    [funder, 'correctFunding', { id, reason: long }],
    [broker, 'rejectOffer', { id: open.id, reason: long }],
    [funder, 'rejectDocument', { id: second, reason: 'OTHER', note: long }],
  ] as const)
    errors.push(await sendMove(by, mutation, input))
  errors.push(await requestsUpload(broker, { ...upload, fileName: long }))
  errors.push(await requestsUpload(broker, { ...upload, fileName, class: CANARY, sha256: CANARY }))

  for (const answer of errors) expect(outcome(answer)).not.toBe('200')
  expect(errors.map(({ body }) => JSON.stringify(body)).filter((body) => found(body).length > 0)).toEqual([])
  // Both sides read what is theirs.
  const texts =
    'requirements { text note } messages { nodes { text } } documents(first: 5) { nodes { fileName } }'
  expect(found(JSON.stringify(await life.read(broker, id, texts)))).toEqual([CANARY])

  await world.jobsDone()
  await world.flushUsage()
  const events = '{ events(first: 100) { nodes { id type subjectId data } } }'
  for (const who of [broker, funder])
    expect(found(JSON.stringify((await who.query(events)).body))).toEqual([])
  expect(found(world.log.join('\n'))).toEqual([])
  for (const [table, rows] of await dumpOf(world))
    expect([table, found(rows.join('\n'))]).toEqual([table, []])
  expect((await world.mails()).flatMap((mail) => found(JSON.stringify(mail)))).toEqual([])
})
