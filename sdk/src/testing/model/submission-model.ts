// addSubmissionAnswers: the broker's calls on submissions, answered from the records. Used by test-client.ts.

import { SubmissionStatus } from '../../generated/enums.ts'
import type { SubmissionFilter } from '../../generated/types.ts'
import type { AnswerBook } from '../answer-book.ts'
import { problem } from '../answers.ts'
import { fakeId, fakeViewer } from '../fake-records.ts'
import { fakeSubmission, NO_COMPANY } from '../fake-submissions.ts'
import { pageOf } from './paging.ts'
import type { Records } from './records.ts'
import { rehearsalOf } from './rehearsals.ts'
import { changed, readinessOf } from './submission-record.ts'

export function addSubmissionAnswers(book: AnswerBook, records: Records): void {
  /** Full tax ids, which records do not contain. */
  const taxIds = new Map<string, string>()
  const keepTaxId = (id: string, taxId: { readonly number: string } | null | undefined) => {
    if (taxId != null) taxIds.set(id, taxId.number.replaceAll(/\D/g, ''))
  }

  book.model('viewer', () => fakeViewer())
  book.model('submission', ({ id }) => records.submission(id))
  book.model('submissions', ({ filter, ...range }) => pageOf(records.list().filter(matching(filter)), range))
  book.model('submissionCounts', ({ filter }) => {
    const found = records.list().filter(matching(filter))
    return SubmissionStatus.values.map((status) => ({
      status,
      count: found.filter((submission) => submission.status === status).length,
    }))
  })
  book.model('submissionByReference', ({ externalReference }) => {
    const found = records.list().find((submission) => submission.externalReference === externalReference)
    if (found === undefined) throw problem('SUBMISSION_NOT_FOUND')
    return found
  })

  book.model('createSubmission', (input) => {
    checkReference(records, input.externalReference, null)
    const at = records.now().toISOString()
    const times = { createdAt: at, updatedAt: at, statusChangedAt: at }
    const empty = { company: NO_COMPANY, amount: null, purpose: null, owners: [] }
    const draft = changed(fakeSubmission({ id: fakeId('sub'), ...empty, ...times }), input)
    keepTaxId(draft.id, input.company?.taxId)
    records.submissions.set(draft.id, draft)
    records.record(draft.id, 'SUBMISSION_CREATED')
    return draft
  })
  book.model('updateSubmission', ({ id, expectedVersion, ...changes }) => {
    const before = records.submission(id)
    if (before.status !== 'DRAFT' && before.status !== 'INFO_REQUESTED') throw problem('SUBMISSION_LOCKED')
    records.movable({ id, expectedVersion }, 'DRAFT', 'INFO_REQUESTED')
    checkReference(records, changes.externalReference, id)
    keepTaxId(id, changes.company?.taxId)
    records.record(id, 'SUBMISSION_UPDATED')
    return records.save(before, changed(records.submission(id), changes))
  })
  book.model('submitSubmission', (input) => {
    const draft = records.movable(input, 'DRAFT')
    const { missing } = readinessOf(draft)
    if (missing.length > 0) throw problem('INCOMPLETE', { issues: missing })
    records.record(draft.id, 'SUBMISSION_SUBMITTED')
    const submittedAt = records.now().toISOString()
    const submitted = records.save(draft, { status: 'SUBMITTED', submittedAt })
    const rehearsal = rehearsalOf(taxIds.get(draft.id), draft)
    return rehearsal === null ? submitted : records.save(submitted, rehearsal)
  })
  book.model('withdrawSubmission', ({ reason, ...input }) => {
    const open = ['DRAFT', 'SUBMITTED', 'HELD', 'IN_REVIEW', 'INFO_REQUESTED', 'APPROVED'] as const
    const before = records.movable(input, ...open)
    records.record(before.id, 'SUBMISSION_WITHDRAWN')
    return records.save(before, { status: 'WITHDRAWN', withdrawReason: reason })
  })
}

function checkReference(records: Records, reference: string | null | undefined, id: string | null): void {
  const isTaken = records
    .list()
    .some((other) => reference != null && other.externalReference === reference && other.id !== id)
  if (isTaken) throw problem('REFERENCE_EXISTS')
}

/** The filters of a broker's software. Others need a scripted answer. */
function matching(filter: SubmissionFilter | null | undefined) {
  const { status, statuses, externalReference, search, ...others } = filter ?? {}
  const [unsupported] = Object.entries(others).find(([, value]) => value != null) ?? []
  if (unsupported !== undefined)
    throw problem('NO_TEST_ANSWER', {
      message: `The test client does not filter by \`${unsupported}\`. Script the answer: on('submissions', …).`,
    })
  return (submission: ReturnType<typeof fakeSubmission>): boolean =>
    (status == null || submission.status === status) &&
    (statuses == null || statuses.some((one) => one === submission.status)) &&
    (externalReference == null || submission.externalReference === externalReference) &&
    (search == null || submission.name.toLowerCase().includes(search.toLowerCase()))
}
