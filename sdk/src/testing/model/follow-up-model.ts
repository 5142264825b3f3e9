// addFollowUpAnswers: offers, requirements, messages and the timeline of submissions. Used by test-client.ts.

import type { Offer, Requirement, SubmissionDetails } from '../../generated/types.ts'
import type { AnswerBook } from '../answer-book.ts'
import { problem } from '../answers.ts'
import { fakeMessage } from '../fake-submissions.ts'
import { pageOf } from './paging.ts'
import type { Records } from './records.ts'

export function addFollowUpAnswers(book: AnswerBook, records: Records): void {
  const at = () => records.now().toISOString()

  book.model('acceptOffer', ({ id, expectedVersion }) => {
    const [submission, offer] = withOffer(records, id)
    records.movable({ id: submission.id, expectedVersion }, 'APPROVED')
    if (offer.status !== 'OFFERED') throw problem('OFFER_NOT_OPEN')
    const accepted: Offer = { ...offer, status: 'ACCEPTED', closedAt: at() }
    const offers = submission.offers.map((other): Offer => {
      if (other.id === id) return accepted
      return other.status === 'OFFERED' ? { ...other, status: 'NOT_SELECTED', closedAt: at() } : other
    })
    records.record(submission.id, 'OFFER_ACCEPTED')
    records.save(submission, { offers, closingStage: 'OFFER_ACCEPTED', waitingOn: 'FUNDER' })
    return accepted
  })
  book.model('rejectOffer', ({ id, expectedVersion, reason }) => {
    const [submission, offer] = withOffer(records, id)
    records.movable({ id: submission.id, expectedVersion }, 'APPROVED')
    if (offer.status !== 'OFFERED') throw problem('OFFER_NOT_OPEN')
    const rejected: Offer = { ...offer, status: 'REJECTED', rejectReason: reason, closedAt: at() }
    const offers = submission.offers.map((other) => (other.id === id ? rejected : other))
    const isOpen = offers.some(({ status }) => status === 'OFFERED')
    records.record(submission.id, 'OFFER_REJECTED')
    records.save(submission, { offers, status: isOpen ? 'APPROVED' : 'IN_REVIEW' })
    return rejected
  })
  book.model('respondToRequirement', ({ id, expectedVersion, text = null, documentIds }) => {
    const found = records.list().find(({ requirements }) => requirements.some((one) => one.id === id))
    const requirement = found?.requirements.find((one) => one.id === id)
    if (found === undefined || requirement === undefined) throw problem('NOT_FOUND')
    records.movable({ id: found.id, expectedVersion }, 'INFO_REQUESTED', 'APPROVED')
    if (text === null && !documentIds?.length) throw unanswered()
    const answered: Requirement = { ...requirement, status: 'RESPONDED', response: text, respondedAt: at() }
    const requirements = found.requirements.map((other) => (other.id === id ? answered : other))
    const isDone = !requirements.some(({ stage, status }) => stage === 'PRE_DECISION' && isOpen(status))
    const returns = found.status === 'INFO_REQUESTED' && isDone
    records.record(found.id, 'REQUIREMENT_RESPONDED')
    records.save(found, { requirements, ...(returns ? { status: 'IN_REVIEW' } : {}) })
    return answered
  })
  book.model('addMessage', ({ submissionId, text }) => {
    records.submission(submissionId)
    const message = fakeMessage({ side: 'BROKER', text, createdAt: at() })
    records.messages.set(submissionId, [message, ...(records.messages.get(submissionId) ?? [])])
    return message
  })
  book.model('submissionMessages', ({ id, ...range }) => {
    records.submission(id)
    return { messages: pageOf(records.messages.get(id) ?? [], range) }
  })
  book.model('submissionTimeline', ({ id, ...range }) => {
    records.submission(id)
    return { timeline: pageOf(records.eventsOf(id), range) }
  })
}

function withOffer(records: Records, id: string): readonly [SubmissionDetails, Offer] {
  for (const submission of records.list()) {
    const offer = submission.offers.find((one) => one.id === id)
    if (offer !== undefined) return [submission, offer]
  }
  throw problem('NOT_FOUND')
}

function isOpen(status: Requirement['status']): boolean {
  return status === 'OPEN' || status === 'REJECTED'
}

function unanswered() {
  const issue = { path: 'text', code: 'REQUIRED', message: 'Set `text`, `documentIds` or both.' }
  return problem('VALIDATION_FAILED', { issues: [issue] })
}
