// Exports `SubmissionQueries`, the reads of `latchkey.submissions`. Extended by submission-retention.ts.

import type { CallOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import type { LatchkeyPromise } from '../core/response/latchkey-promise.ts'
import { plainObject } from '../core/sendable.ts'
import type { Transport } from '../core/transport.ts'
import {
  submissionByReferenceDocument,
  submissionCountsDocument,
  submissionDocument,
  submissionMessagesDocument,
  submissionNotesDocument,
  submissionsDocument,
  submissionTimelineDocument,
} from '../generated/documents.ts'
import type {
  Event,
  Message,
  Note,
  Submission,
  SubmissionCount,
  SubmissionDetails,
  SubmissionFilter,
} from '../generated/types.ts'

/** Options of `submissions.getByReference`. */
export interface ReferenceOptions {
  /** The relationship (`rel_…`) of the submission. A BROKER key uses its own. */
  readonly relationshipId?: string | undefined
}

/** Options of the lists that belong to one submission. */
export type PartOptions = Omit<ListOptions<never>, 'filter'>

export class SubmissionQueries {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Returns one submission by its id (`sub_…`), with its requirements, offers and decisions.
   *
   * Requires `submissions:read`. Error: SUBMISSION_NOT_FOUND.
   */
  get(id: string, options?: CallOptions): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.value(submissionDocument, 'submission', { id }, options)
  }

  /**
   * Returns one submission by its `externalReference`. Callers other than a BROKER key must pass
   * `relationshipId`, because references are unique within a relationship.
   *
   * Requires `submissions:read`. Errors: SUBMISSION_NOT_FOUND, VALIDATION_FAILED.
   */
  getByReference(
    externalReference: string,
    which: ReferenceOptions = {},
    options?: CallOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.value(
      submissionByReferenceDocument,
      'submissionByReference',
      () => ({ externalReference, relationshipId: plainObject('options', which).relationshipId }),
      options,
    )
  }

  /**
   * Lists the submissions, newest first. A broker sees its own submissions to this funder.
   *
   * Requires `submissions:read`.
   */
  list(which: ListOptions<SubmissionFilter> = {}, options?: CallOptions): List<Submission> {
    const { filter } = plainObject('options', which)
    return new List(which, (range) =>
      this.#transport.value(submissionsDocument, 'submissions', { filter, ...range }, options),
    )
  }

  /**
   * Counts the submissions by status, zero included, for an inbox.
   *
   * Requires `submissions:read`.
   */
  counts(filter: SubmissionFilter = {}, options?: CallOptions): LatchkeyPromise<readonly SubmissionCount[]> {
    return this.#transport.value(
      submissionCountsDocument,
      'submissionCounts',
      () => ({ filter: plainObject('filter', filter) }),
      options,
    )
  }

  /**
   * Lists the events of one submission, newest first. A broker does not see internal ones.
   *
   * Requires `submissions:read`. Error: SUBMISSION_NOT_FOUND.
   */
  timeline(id: string, which: PartOptions = {}, options?: CallOptions): List<Event> {
    return new List(plainObject('options', which), (range) =>
      this.#transport
        .value(submissionTimelineDocument, 'submission', { id, ...range }, options)
        .map(({ timeline }) => timeline),
    )
  }

  /**
   * Lists the messages between broker and funder, newest first.
   *
   * Requires `submissions:read`. Error: SUBMISSION_NOT_FOUND.
   */
  messages(id: string, which: PartOptions = {}, options?: CallOptions): List<Message> {
    return new List(plainObject('options', which), (range) =>
      this.#transport
        .value(submissionMessagesDocument, 'submission', { id, ...range }, options)
        .map(({ messages }) => messages),
    )
  }

  /**
   * Lists the internal notes of the funder, newest first. Empty for a broker.
   *
   * Requires `submissions:read`. Error: SUBMISSION_NOT_FOUND.
   */
  notes(id: string, which: PartOptions = {}, options?: CallOptions): List<Note> {
    return new List(plainObject('options', which), (range) =>
      this.#transport
        .value(submissionNotesDocument, 'submission', { id, ...range }, options)
        .map(({ notes }) => notes),
    )
  }
}
