// Exports `SubmissionReview`, the funder's moves of `latchkey.submissions`. Extended by submissions.ts.

import type { ChangeOptions } from '../core/options.ts'
import type { LatchkeyPromise } from '../core/response/latchkey-promise.ts'
import { plainObject } from '../core/sendable.ts'
import type { Transport } from '../core/transport.ts'
import {
  addNoteDocument,
  approveSubmissionDocument,
  assignSubmissionDocument,
  correctFundingDocument,
  declineSubmissionDocument,
  holdSubmissionDocument,
  markFundedDocument,
  releaseHoldDocument,
  reopenSubmissionDocument,
  requestInformationDocument,
  setClosingStageDocument,
  startReviewDocument,
} from '../generated/documents.ts'
import type {
  AddNoteInput,
  ApproveSubmissionInput,
  AssignSubmissionInput,
  CorrectFundingInput,
  DeclineSubmissionInput,
  HoldSubmissionInput,
  MarkFundedInput,
  Note,
  ReleaseHoldInput,
  ReopenSubmissionInput,
  RequestInformationInput,
  SetClosingStageInput,
  StartReviewInput,
  SubmissionDetails,
} from '../generated/types.ts'
import { PartReview } from './part-review.ts'

/**
 * The funder's moves. Each requires the role OWNER, ADMIN or UNDERWRITER, or a TIERED key with `admin`. With
 * `expectedVersion`, a move fails with VERSION_CONFLICT if the submission has another version by now.
 */
export class SubmissionReview extends PartReview {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    super(transport)
    this.#transport = transport
  }

  /**
   * Starts the review of a SUBMITTED or HELD submission.
   *
   * Errors: SUBMISSION_NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  startReview(
    id: string,
    input: Omit<StartReviewInput, 'id'> = {},
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(startReviewDocument, 'startReview', id, input, options)
  }

  /**
   * Asks the broker for documents and answers. Each requirement has a `kind`; a DOCUMENT also has a
   * `documentClass`, a QUESTION a `text`.
   *
   * Errors: SUBMISSION_NOT_FOUND, LIMIT_REACHED, VALIDATION_FAILED (see `issues`), VERSION_CONFLICT,
   * ILLEGAL_TRANSITION.
   */
  requestInformation(
    id: string,
    input: Omit<RequestInformationInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(requestInformationDocument, 'requestInformation', id, input, options)
  }

  /**
   * Approves a submission that is IN_REVIEW, with 1 to 10 offers.
   *
   * Errors: SUBMISSION_NOT_FOUND, VALIDATION_FAILED (see `issues`), VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  approve(
    id: string,
    input: Omit<ApproveSubmissionInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(approveSubmissionDocument, 'approveSubmission', id, input, options)
  }

  /**
   * Declines a submission with 1 to 4 reasons. The broker does not see the note, and sees some reasons as
   * others.
   *
   * Errors: SUBMISSION_NOT_FOUND, VALIDATION_FAILED (see `issues`), VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  decline(
    id: string,
    input: Omit<DeclineSubmissionInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(declineSubmissionDocument, 'declineSubmission', id, input, options)
  }

  /**
   * Takes a DECLINED or WITHDRAWN submission back into review.
   *
   * Errors: SUBMISSION_NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  reopen(
    id: string,
    input: Omit<ReopenSubmissionInput, 'id'> = {},
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(reopenSubmissionDocument, 'reopenSubmission', id, input, options)
  }

  /**
   * Holds a submission. The broker sees SUBMITTED.
   *
   * Errors: SUBMISSION_NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  hold(
    id: string,
    input: Omit<HoldSubmissionInput, 'id'> = {},
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(holdSubmissionDocument, 'holdSubmission', id, input, options)
  }

  /**
   * Ends a hold: the submission is SUBMITTED again.
   *
   * Errors: SUBMISSION_NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  releaseHold(
    id: string,
    input: Omit<ReleaseHoldInput, 'id'> = {},
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(releaseHoldDocument, 'releaseHold', id, input, options)
  }

  /**
   * Sets the closing stage, after the broker accepted an offer.
   *
   * Errors: SUBMISSION_NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  setClosingStage(
    id: string,
    input: Omit<SetClosingStageInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(setClosingStageDocument, 'setClosingStage', id, input, options)
  }

  /**
   * Records the payout: the submission becomes FUNDED.
   *
   * Errors: SUBMISSION_NOT_FOUND, VALIDATION_FAILED (see `issues`), VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  markFunded(
    id: string,
    input: Omit<MarkFundedInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(markFundedDocument, 'markFunded', id, input, options)
  }

  /**
   * Corrects a wrong `markFunded`: the submission becomes APPROVED again. Requires the role OWNER or ADMIN.
   *
   * Errors: SUBMISSION_NOT_FOUND, VALIDATION_FAILED (see `issues`), VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  correctFunding(
    id: string,
    input: Omit<CorrectFundingInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(correctFundingDocument, 'correctFunding', id, input, options)
  }

  /**
   * Assigns a submission to a user (`usr_…`), or to nobody with `userId: null`.
   *
   * Errors: SUBMISSION_NOT_FOUND, NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  assign(
    id: string,
    input: Omit<AssignSubmissionInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(assignSubmissionDocument, 'assignSubmission', id, input, options)
  }

  /**
   * Adds an internal note, which brokers do not see.
   *
   * Errors: SUBMISSION_NOT_FOUND, VALIDATION_FAILED (see `issues`), VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  addNote(
    submissionId: string,
    input: Omit<AddNoteInput, 'submissionId'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<Note> {
    return this.#transport.value(
      addNoteDocument,
      'addNote',
      () => ({ input: { ...plainObject('input', input), submissionId } }),
      options,
    )
  }
}
