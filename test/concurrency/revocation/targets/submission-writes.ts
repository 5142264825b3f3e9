// Writes of the revocation checker on submissions. Each worker repeats a cycle on its own submission.

import type { BrokerActor } from '../../../support/actors.ts'
import { INVITE } from '../../../support/concurrency/timed-request.ts'
import { statementOf } from '../../../support/files/samples.ts'
import { OFFER } from '../../../support/submission-life.ts'
import type { Asking, Write } from '../checker.ts'

type Writes = Required<Pick<Asking, 'write' | 'learn'>>

/** A busy server lets requests wait for a limited time. The worker repeats such a write. */
export const BUSY = 'UNAVAILABLE'

/** More workers than any check has. */
const MAX_WORKERS = 24

const CREATE = 'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id } }'
const REQUEST =
  'mutation ($input: RequestDocumentUploadInput!) { requestDocumentUpload(input: $input) { id url } }'
const COMPLETE = 'mutation ($id: ID!) { completeDocumentUpload(input: { uploadId: $id }) { id } }'
const SUBMIT = 'mutation ($id: ID!) { submitSubmission(input: { id: $id }) { id status } }'
const MESSAGE = 'mutation ($id: ID!) { addMessage(input: { submissionId: $id, text: "Any news?" }) { id } }'

const NOTE = 'mutation ($id: ID!) { addNote(input: { submissionId: $id, text: "Called them." }) { id } }'
const APPROVE =
  'mutation ($id: ID!, $offers: [OfferInput!]!) { approveSubmission(input: { id: $id, offers: $offers }) { id } }'
const DECLINE =
  'mutation ($id: ID!) { declineSubmission(input: { id: $id, reasons: [LOW_BALANCES] }) { id } }'
const REOPEN = 'mutation ($id: ID!) { reopenSubmission(input: { id: $id }) { id } }'

interface Application {
  step: number
  submission: { readonly id: string } | null
  upload: { readonly id: string; readonly url: string } | null
  readonly bytes: Buffer
}

/** Creates a submission, uploads and adopts a document, submits it, and sends a message. */
export function applies(target: number): Writes {
  const applications = new Map<number, Application>()
  let taxIds = 0
  const of = (worker: number): Application => {
    const bytes = statementOf(`target ${target}, worker ${worker}`)
    const made = applications.get(worker) ?? { step: 0, submission: null, upload: null, bytes }
    applications.set(worker, made)
    return made
  }
  const create = (): Write => {
    taxIds += 1
    const number = `12${String(target).padStart(2, '0')}${String(taxIds).padStart(5, '0')}`
    const company = { legalName: 'Corner Bakery LLC', taxId: { kind: 'EIN', number } }
    const rest = { amount: { amountMinor: 2_500_000 }, purpose: 'EQUIPMENT' }
    const owners = [{ firstName: 'Ana', lastName: 'Ruiz' }]
    return [CREATE, { input: { name: 'Corner Bakery, new oven', company, ...rest, owners } }]
  }
  const steps: readonly ((one: Application) => Write | null)[] = [
    create,
    ({ submission, bytes }) =>
      submission && [
        REQUEST,
        { input: { submissionId: submission.id, fileName: 'a.pdf', byteSize: bytes.length } },
      ],
    ({ upload, bytes }) => upload && { url: upload.url, bytes },
    ({ upload }) => upload && [COMPLETE, { id: upload.id }],
    ({ submission }) => submission && [SUBMIT, { id: submission.id }],
    ({ submission }) => submission && [MESSAGE, { id: submission.id }],
  ]
  return {
    write(worker) {
      const own = of(worker)
      const step = steps[own.step % steps.length]
      return step?.(own) ?? create()
    },
    learn(worker, { code, data }) {
      if (code === BUSY) return
      const own = of(worker)
      own.step += 1
      if (data?.createSubmission) own.submission = data.createSubmission
      if (data?.requestDocumentUpload) own.upload = data.requestDocumentUpload
    },
  }
}

/** Approves, declines and reopens submissions of the broker, one for each worker. */
export async function decides(broker: BrokerActor): Promise<Writes> {
  const ids: string[] = []
  while (ids.length < MAX_WORKERS) ids.push(await broker.submits())
  await broker.world.sql(
    `UPDATE submission SET status = 'IN_REVIEW', submitted_at = app_now() WHERE id = ANY ($1)`,
    ids,
  )
  const steps = new Map<number, number>()
  const documents = [NOTE, APPROVE, DECLINE, REOPEN]
  return {
    write(worker) {
      const document = documents[(steps.get(worker) ?? 0) % documents.length]!
      return [document, { id: ids[worker], ...(document === APPROVE ? { offers: [OFFER] } : {}) }]
    },
    learn(worker, { code }) {
      if (code === BUSY) return
      steps.set(worker, (steps.get(worker) ?? 0) + 1)
    },
  }
}

let invitations = 0

/** Invites users who are named after the inviting user. Each invitation enqueues a mail. */
export function invites(userId: string): Pick<Asking, 'write'> {
  return {
    write() {
      invitations += 1
      return [INVITE, { username: `applicant_${invitations}`, name: userId }]
    },
  }
}
