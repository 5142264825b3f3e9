// Exports `Submissions`, the resource behind `latchkey.submissions`.

import type { CallOptions, ChangeOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import { plainObject, withId } from '../core/sendable.ts'
import type { Transport } from '../core/transport.ts'
import {
  createSubmissionDocument,
  revealSensitiveFieldDocument,
  submissionCountsDocument,
  submissionDocument,
  submissionsDocument,
  updateSubmissionDocument,
} from '../generated/documents.ts'
import type {
  CreateSubmissionInput,
  RevealedField,
  RevealSensitiveFieldInput,
  Submission,
  SubmissionCount,
  SubmissionFilter,
  UpdateSubmissionInput,
} from '../generated/types.ts'

/** Changes for `update`. Omitted fields stay unchanged; null clears a field. */
export type SubmissionChanges = Omit<UpdateSubmissionInput, 'id'>

/** Submissions (funding applications) that the credential can see: `latchkey.submissions`. */
export class Submissions {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Creates a submission as a draft. A BROKER key uses its own relationship; a USER or TIERED key or a
   * session must pass `relationshipId`. Money is in minor units: `{ amountMinor: 2_500_000, currency: 'USD'
   * }` is $25,000.00.
   *
   * Requires `submissions`. Errors: VALIDATION_FAILED (see `issues`), REFERENCE_EXISTS; with `relationshipId`
   * also NOT_FOUND, RELATIONSHIP_NOT_ACTIVE.
   */
  async create(input: CreateSubmissionInput, options?: ChangeOptions): Promise<Submission> {
    const { createSubmission } = await this.#transport.send(createSubmissionDocument, { input }, options)
    return createSubmission
  }

  /**
   * Updates a submission by its id (`sub_…`) and returns it. Allowed while it is a draft or has an open
   * request for information. With `expectedVersion`, nothing changes if the submission has another version by
   * now.
   *
   * Requires `submissions`. Errors: SUBMISSION_NOT_FOUND, SUBMISSION_LOCKED, VERSION_CONFLICT,
   * REFERENCE_EXISTS, RELATIONSHIP_NOT_ACTIVE, VALIDATION_FAILED (see `issues`).
   */
  async update(id: string, changes: SubmissionChanges, options?: ChangeOptions): Promise<Submission> {
    const input = withId(id, 'changes', changes)
    const { updateSubmission } = await this.#transport.send(updateSubmissionDocument, { input }, options)
    return updateSubmission
  }

  /**
   * Returns the full tax id or an owner's SSN. The audit log records it, and `reason` becomes an internal note.
   *
   * Requires a session with the role UNDERWRITER, ADMIN or OWNER. Errors: SUBMISSION_NOT_FOUND, NOT_FOUND (no
   * value), VALIDATION_FAILED (see `issues`).
   */
  async revealSensitiveField(
    input: RevealSensitiveFieldInput,
    options?: ChangeOptions,
  ): Promise<RevealedField> {
    const { revealSensitiveField } = await this.#transport.send(
      revealSensitiveFieldDocument,
      { input: plainObject('input', input) },
      options,
    )
    return revealSensitiveField
  }

  /**
   * Returns one submission by its id (`sub_…`).
   *
   * Requires `submissions:read`. Error: SUBMISSION_NOT_FOUND.
   */
  async get(id: string, options?: CallOptions): Promise<Submission> {
    const { submission } = await this.#transport.send(submissionDocument, { id }, options)
    return submission
  }

  /**
   * Lists the submissions, newest first. A broker sees its own submissions to this funder.
   *
   * Requires `submissions:read`.
   */
  list(which: ListOptions<SubmissionFilter> = {}, options?: CallOptions): List<Submission> {
    const { filter } = plainObject('options', which)
    return new List(which, async (range) => {
      const { submissions } = await this.#transport.send(submissionsDocument, { filter, ...range }, options)
      return submissions
    })
  }

  /**
   * Counts the submissions by status, zero included, for an inbox.
   *
   * Requires `submissions:read`.
   */
  async counts(filter: SubmissionFilter = {}, options?: CallOptions): Promise<readonly SubmissionCount[]> {
    const { submissionCounts } = await this.#transport.send(
      submissionCountsDocument,
      { filter: plainObject('filter', filter) },
      options,
    )
    return submissionCounts
  }
}
