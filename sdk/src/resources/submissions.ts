// Exports `Submissions`, the resource behind `latchkey.submissions`.

import type { ChangeOptions } from '../core/options.ts'
import type { LatchkeyPromise } from '../core/response/latchkey-promise.ts'
import { plainObject } from '../core/sendable.ts'
import type { Transport } from '../core/transport.ts'
import {
  acceptOfferDocument,
  addMessageDocument,
  createSubmissionDocument,
  rejectOfferDocument,
  respondToRequirementDocument,
  revealSensitiveFieldDocument,
  submitSubmissionDocument,
  updateSubmissionDocument,
  withdrawSubmissionDocument,
} from '../generated/documents.ts'
import type {
  AcceptOfferInput,
  AddMessageInput,
  CreateSubmissionInput,
  Message,
  Offer,
  RejectOfferInput,
  Requirement,
  RespondToRequirementInput,
  RevealedField,
  RevealSensitiveFieldInput,
  Submission,
  SubmissionDetails,
  SubmitSubmissionInput,
  UpdateSubmissionInput,
  WithdrawSubmissionInput,
} from '../generated/types.ts'
import { SubmissionReview } from './submission-review.ts'

/** Changes for `update`. Omitted fields stay unchanged; null clears a field. */
export type SubmissionChanges = Omit<UpdateSubmissionInput, 'id'>

/**
 * Submissions (funding applications) that the credential can see: `latchkey.submissions`. With
 * `expectedVersion`, a move fails with VERSION_CONFLICT if the submission has another version by now.
 */
export class Submissions extends SubmissionReview {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    super(transport)
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
  create(input: CreateSubmissionInput, options?: ChangeOptions): LatchkeyPromise<Submission> {
    return this.#transport.value(createSubmissionDocument, 'createSubmission', { input }, options)
  }

  /**
   * Updates a submission by its id (`sub_…`) and returns it. Allowed while it is a draft or has an open
   * request for information. With `expectedVersion`, nothing changes if the submission has another version by
   * now.
   *
   * Requires `submissions`. Errors: SUBMISSION_NOT_FOUND, SUBMISSION_LOCKED, VERSION_CONFLICT,
   * REFERENCE_EXISTS, RELATIONSHIP_NOT_ACTIVE, VALIDATION_FAILED (see `issues`).
   */
  update(id: string, changes: SubmissionChanges, options?: ChangeOptions): LatchkeyPromise<Submission> {
    return this.#transport.change(updateSubmissionDocument, 'updateSubmission', id, changes, options)
  }

  /**
   * Submits a draft to the funder. `readiness` tells before what is missing.
   *
   * Requires `submissions`. Errors: SUBMISSION_NOT_FOUND, RELATIONSHIP_NOT_ACTIVE, INCOMPLETE (`issues`
   * lists all that is missing), DUPLICATE_SUBMISSION, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  submit(
    id: string,
    input: Omit<SubmitSubmissionInput, 'id'> = {},
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(submitSubmissionDocument, 'submitSubmission', id, input, options)
  }

  /**
   * Withdraws a submission that is not closed.
   *
   * Requires `submissions`. Errors: SUBMISSION_NOT_FOUND, RELATIONSHIP_NOT_ACTIVE, VERSION_CONFLICT,
   * ILLEGAL_TRANSITION.
   */
  withdraw(
    id: string,
    input: Omit<WithdrawSubmissionInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(withdrawSubmissionDocument, 'withdrawSubmission', id, input, options)
  }

  /**
   * Responds to a requirement (`req_…`) with a text, documents or both. After the last response that the
   * decision needs, the submission returns to IN_REVIEW.
   *
   * Requires `submissions`. Errors: NOT_FOUND, RELATIONSHIP_NOT_ACTIVE, VALIDATION_FAILED (see `issues`),
   * VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  respondToRequirement(
    requirementId: string,
    input: Omit<RespondToRequirementInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<Requirement> {
    return this.#transport.change(
      respondToRequirementDocument,
      'respondToRequirement',
      requirementId,
      input,
      options,
    )
  }

  /**
   * Accepts an open offer (`ofr_…`). The other open offers become NOT_SELECTED.
   *
   * Requires `submissions`. Errors: NOT_FOUND, RELATIONSHIP_NOT_ACTIVE, OFFER_NOT_OPEN, VERSION_CONFLICT,
   * ILLEGAL_TRANSITION.
   */
  acceptOffer(
    offerId: string,
    input: Omit<AcceptOfferInput, 'id'> = {},
    options?: ChangeOptions,
  ): LatchkeyPromise<Offer> {
    return this.#transport.change(acceptOfferDocument, 'acceptOffer', offerId, input, options)
  }

  /**
   * Rejects an open offer (`ofr_…`) with a reason.
   *
   * Requires `submissions`. Errors: NOT_FOUND, RELATIONSHIP_NOT_ACTIVE, OFFER_NOT_OPEN, VALIDATION_FAILED
   * (see `issues`), VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  rejectOffer(
    offerId: string,
    input: Omit<RejectOfferInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<Offer> {
    return this.#transport.change(rejectOfferDocument, 'rejectOffer', offerId, input, options)
  }

  /**
   * Sends a message to the other party.
   *
   * Requires `submissions`. Errors: SUBMISSION_NOT_FOUND, VALIDATION_FAILED (see `issues`),
   * VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  addMessage(
    submissionId: string,
    input: Omit<AddMessageInput, 'submissionId'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<Message> {
    return this.#transport.value(
      addMessageDocument,
      'addMessage',
      () => ({ input: { ...plainObject('input', input), submissionId } }),
      options,
    )
  }

  /**
   * Returns the full tax id or an owner's SSN. The audit log records it, and `reason` becomes an internal note.
   *
   * Requires a session with the role UNDERWRITER, ADMIN or OWNER. Errors: SUBMISSION_NOT_FOUND, NOT_FOUND (no
   * value), VALIDATION_FAILED (see `issues`).
   */
  revealSensitiveField(
    input: RevealSensitiveFieldInput,
    options?: ChangeOptions,
  ): LatchkeyPromise<RevealedField> {
    return this.#transport.value(
      revealSensitiveFieldDocument,
      'revealSensitiveField',
      () => ({ input: plainObject('input', input) }),
      options,
    )
  }
}
