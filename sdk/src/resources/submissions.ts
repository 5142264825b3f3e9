// Applications for funding.

import type { CallOptions, ChangeOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import { plainObject, withId } from '../core/sendable.ts'
import type { Transport } from '../core/transport.ts'
import {
  createSubmissionDocument,
  submissionDocument,
  submissionsDocument,
  updateSubmissionDocument,
} from '../generated/documents.ts'
import type {
  CreateSubmissionInput,
  Submission,
  SubmissionFilter,
  UpdateSubmissionInput,
} from '../generated/types.ts'

/** What changes of an application: what is left out stays, and null clears. */
export type SubmissionChanges = Omit<UpdateSubmissionInput, 'id'>

/** The applications for funding that the key in use can see: `latchkey.submissions`. */
export class Submissions {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Begins an application, as a draft. A BROKER key has its own relationship; a USER or TIERED key and a session name
   * one, as `relationshipId`. Money is in minor units: `{ amountMinor: 2_500_000, currency: 'USD' }` is $25,000.00.
   *
   * Needs `submissions`. Problems of its own: VALIDATION_FAILED (see `issues`), REFERENCE_EXISTS; for a relationship that
   * is named NOT_FOUND, RELATIONSHIP_NOT_ACTIVE.
   */
  async create(input: CreateSubmissionInput, options?: ChangeOptions): Promise<Submission> {
    const { createSubmission } = await this.#transport.send(createSubmissionDocument, { input }, options)
    return createSubmission
  }

  /**
   * Edits an application, by its id (`sub_…`), while it is a draft or something was asked about it, and answers it. With
   * `expectedVersion`, nothing is changed if somebody else has changed it since.
   *
   * Needs `submissions`. Problems of its own: SUBMISSION_NOT_FOUND, SUBMISSION_LOCKED, VERSION_CONFLICT, REFERENCE_EXISTS,
   * RELATIONSHIP_NOT_ACTIVE, VALIDATION_FAILED (see `issues`).
   */
  async update(id: string, changes: SubmissionChanges, options?: ChangeOptions): Promise<Submission> {
    const input = withId(id, 'changes', changes)
    const { updateSubmission } = await this.#transport.send(updateSubmissionDocument, { input }, options)
    return updateSubmission
  }

  /**
   * One application by its id (`sub_…`).
   *
   * Needs `submissions:read`. Problem of its own: SUBMISSION_NOT_FOUND.
   */
  async get(id: string, options?: CallOptions): Promise<Submission> {
    const { submission } = await this.#transport.send(submissionDocument, { id }, options)
    return submission
  }

  /**
   * The applications, newest first: for a broker, its own to this funder.
   *
   * Needs `submissions:read`.
   */
  list(which: ListOptions<SubmissionFilter> = {}, options?: CallOptions): List<Submission> {
    const { filter } = plainObject('options', which)
    return new List(which, async (range) => {
      const { submissions } = await this.#transport.send(submissionsDocument, { filter, ...range }, options)
      return submissions
    })
  }
}
