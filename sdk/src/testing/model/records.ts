// Records: the data of a test client in memory, and changes with the checks that all moves share.

import type { Document, Message, SubmissionDetails, SubmissionStatus } from '../../generated/types.ts'
import { problem } from '../answers.ts'
import { fakeEvent } from '../fake-records.ts'

interface Move {
  readonly id: string
  readonly expectedVersion?: number | null | undefined
}

export class Records {
  readonly submissions = new Map<string, SubmissionDetails>()
  readonly documents = new Map<string, { readonly submissionId: string; readonly document: Document }>()
  readonly messages = new Map<string, readonly Message[]>()
  readonly #events = new Map<string, readonly ReturnType<typeof fakeEvent>[]>()
  readonly now: () => Date

  constructor(now: () => Date) {
    this.now = now
  }

  submission(id: string): SubmissionDetails {
    const submission = this.submissions.get(id)
    if (submission === undefined) throw problem('SUBMISSION_NOT_FOUND')
    return submission
  }

  /** The submission that a move changes, if it may. */
  movable({ id, expectedVersion }: Move, ...from: readonly SubmissionStatus[]): SubmissionDetails {
    const submission = this.submission(id)
    if (expectedVersion != null && expectedVersion !== submission.version) throw problem('VERSION_CONFLICT')
    if (!from.some((status) => status === submission.status)) throw problem('ILLEGAL_TRANSITION')
    return submission
  }

  /** Stores a submission with its changes and the next version. */
  save(before: SubmissionDetails, changes: Partial<SubmissionDetails>): SubmissionDetails {
    const at = this.now().toISOString()
    const moved = changes.status !== undefined && changes.status !== before.status
    const after: SubmissionDetails = {
      ...before,
      ...(moved ? { statusChangedAt: at, waitingOn: waitingOn(changes.status) } : {}),
      ...changes,
      version: before.version + 1,
      updatedAt: at,
    }
    this.submissions.set(after.id, after)
    return after
  }

  /** Newest first. */
  list(): readonly SubmissionDetails[] {
    return [...this.submissions.values()].reverse()
  }

  record(submissionId: string, type: ReturnType<typeof fakeEvent>['type']): void {
    const event = fakeEvent({ type, submissionId, subjectId: submissionId, at: this.now().toISOString() })
    this.#events.set(submissionId, [event, ...this.eventsOf(submissionId)])
  }

  eventsOf(submissionId: string): readonly ReturnType<typeof fakeEvent>[] {
    return this.#events.get(submissionId) ?? []
  }

  clear(): void {
    for (const records of [this.submissions, this.documents, this.messages, this.#events]) records.clear()
  }
}

function waitingOn(status: SubmissionDetails['status']): SubmissionDetails['waitingOn'] {
  if (status === 'DRAFT' || status === 'INFO_REQUESTED' || status === 'APPROVED') return 'BROKER'
  return status === 'SUBMITTED' || status === 'IN_REVIEW' || status === 'HELD' ? 'FUNDER' : null
}
