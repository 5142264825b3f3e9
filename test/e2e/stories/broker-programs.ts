// Programs of a broker that use the packed SDK. Run by submission-life.test.ts, each in its own process.

const CLIENT = `
import { DocumentClass, Latchkey, LatchkeyProblem, type Submission } from '@latchkey/sdk'

const { LATCHKEY_API_KEY: apiKey, LATCHKEY_URL: url } = process.env
const { submissions, documents } = new Latchkey({ apiKey, url })
const print = (value: unknown) => console.log(JSON.stringify(value))
const codeOf = (error: unknown) => (error instanceof LatchkeyProblem ? error.code : String(error))
`

/** Answers all requirements: a question with a text, a document with the file of the argument. */
export const respond = `${CLIENT}
const path = process.argv[2] ?? ''
const deal = await submissions.getByReference('deal-118')
const answered: string[] = []
for (const { id, kind, documentClass, months } of deal.requirements) {
  if (kind === 'QUESTION') {
    const { status } = await submissions.respondToRequirement(id, { text: 'We were closed in July.' })
    answered.push(status)
    continue
  }
  const file = { content: path, fileName: 'July 口座.pdf' }
  const statement = { class: DocumentClass.is(documentClass) ? documentClass : 'OTHER', periodMonth: months[0] ?? null, requirementId: id }
  const sent: number[] = []
  const document = await documents.upload(deal.id, file, { ...statement, onProgress: (now) => sent.push(now.sent) })
  await documents.setClass(document.id, { class: statement.class, accountLast4: '1234' })
  const { status } = await submissions.respondToRequirement(id, { documentIds: [document.id] })
  answered.push(status, String(sent.at(-1) === document.byteSize))
}
const { text } = await submissions.addMessage(deal.id, { text: 'Here is July.' })
const { status, waitingOn } = await submissions.get(deal.id)
print({ before: deal.status, answered, text, status, waitingOn })
`

/** Accepts the offer with the highest amount. */
export const accept = `${CLIENT}
const deal = await submissions.getByReference('deal-118')
const [best] = [...deal.offers].sort((a, b) => b.fundedAmount.amountMinor - a.fundedAmount.amountMinor)
const offer = await submissions.acceptOffer(best?.id ?? '', { expectedVersion: deal.version })
const again = await submissions.acceptOffer(offer.id).catch(codeOf)
const { offers, closingStage } = await submissions.get(deal.id)
print({ accepted: offer.fundedAmount.amountMinor, again, offers: offers.map(({ status }) => status), closingStage })
`

/** Reads everything that the broker can read of the funded deal, and saves the documents. */
export const read = `${CLIENT}
const folder = process.argv[2] ?? ''
const all: Submission[] = []
for await (const one of submissions.list({ filter: { statuses: ['FUNDED'], search: 'bakery' } })) all.push(one)
const [deal] = all
if (deal === undefined) throw new Error('The list has no funded deal.')
const events: string[] = []
for await (const { type } of submissions.timeline(deal.id)) events.push(type)
const messages = await submissions.messages(deal.id).page({ totalCount: true })
const notes = await submissions.notes(deal.id).page()
const files = await documents.list(deal.id, { first: 20 }).page({ totalCount: true })
const [july] = files.nodes
const single = await documents.download(july?.id ?? '', { toFile: folder + '/single' })
const zip = await documents.downloadAll(deal.id, { toFile: folder + '/all.zip' })
const counts = await submissions.counts()
print({
  deals: all.length,
  funded: deal.fundedAmount,
  closingStage: deal.closingStage,
  events: events.reverse(),
  messages: messages.nodes.map(({ side, text }) => side + ': ' + text),
  notes: notes.nodes,
  documents: files.totalCount,
  july: { class: july?.class, periodMonth: july?.periodMonth, accountLast4: july?.accountLast4 },
  names: [single.fileName, zip.fileName],
  counts: counts.filter(({ count }) => count > 0),
  removal: await documents.remove(july?.id ?? '').catch(codeOf),
})
`

/** What a key of the other environment finds of the same deal. */
export const look = `${CLIENT}
const [dealId = '', documentId = ''] = process.argv.slice(2)
const { nodes } = await submissions.list().page()
print([
  nodes.length,
  await submissions.getByReference('deal-118').catch(codeOf),
  await submissions.get(dealId).catch(codeOf),
  await submissions.messages(dealId).page().catch(codeOf),
  await documents.get(documentId).catch(codeOf),
  await documents.download(documentId).catch(codeOf),
  await documents.downloadAll(dealId).catch(codeOf),
  await documents.upload(dealId, new Uint8Array(9), { fileName: 'a.pdf' }).catch(codeOf),
  await submissions.withdraw(dealId, { reason: 'OTHER' }).catch(codeOf),
])
`
