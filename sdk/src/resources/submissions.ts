// Exports `Submissions`, the resource behind `latchkey.submissions`.

import type { ChangeOptions } from '../core/options.ts'
import { plainObject, withId } from '../core/sendable.ts'
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
  async create(input: CreateSubmissionInput, options?: ChangeOptions): Promise<Submission> {
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
  async update(id: string, changes: SubmissionChanges, options?: ChangeOptions): Promise<Submission> {
    const input = withId(id, 'changes', changes)
    return this.#transport.value(updateSubmissionDocument, 'updateSubmission', { input }, options)
  }

  /**
   * Submits a draft to the funder. `readiness` tells before what is missing.
   *
   * Requires `submissions`. Errors: SUBMISSION_NOT_FOUND, RELATIONSHIP_NOT_ACTIVE, INCOMPLETE (`issues`
   * lists all that is missing), DUPLICATE_SUBMISSION, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  async submit(
    id: string,
    input: Omit<SubmitSubmissionInput, 'id'> = {},
    options?: ChangeOptions,
  ): Promise<SubmissionDetails> {
    const variables = { input: withId(id, 'input', input) }
    return this.#transport.value(submitSubmissionDocument, 'submitSubmission', variables, options)
  }

  /**
   * Withdraws a submission that is not closed.
   *
   * Requires `submissions`. Errors: SUBMISSION_NOT_FOUND, RELATIONSHIP_NOT_ACTIVE, VERSION_CONFLICT,
   * ILLEGAL_TRANSITION.
   */
  async withdraw(
    id: string,
    input: Omit<WithdrawSubmissionInput, 'id'>,
    options?: ChangeOptions,
  ): Promise<SubmissionDetails> {
    const variables = { input: withId(id, 'input', input) }
    return this.#transport.value(withdrawSubmissionDocument, 'withdrawSubmission', variables, options)
  }

  /**
   * Responds to a requirement (`req_…`) with a text, documents or both. After the last response that the
   * decision needs, the submission returns to IN_REVIEW.
   *
   * Requires `submissions`. Errors: NOT_FOUND, RELATIONSHIP_NOT_ACTIVE, VALIDATION_FAILED (see `issues`),
   * VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  async respondToRequirement(
    requirementId: string,
    input: Omit<RespondToRequirementInput, 'id'>,
    options?: ChangeOptions,
  ): Promise<Requirement> {
    const variables = { input: withId(requirementId, 'input', input) }
    return this.#transport.value(respondToRequirementDocument, 'respondToRequirement', variables, options)
  }

  /**
   * Accepts an open offer (`ofr_…`). The other open offers become NOT_SELECTED.
   *
   * Requires `submissions`. Errors: NOT_FOUND, RELATIONSHIP_NOT_ACTIVE, OFFER_NOT_OPEN, VERSION_CONFLICT,
   * ILLEGAL_TRANSITION.
   */
  async acceptOffer(
    offerId: string,
    input: Omit<AcceptOfferInput, 'id'> = {},
    options?: ChangeOptions,
  ): Promise<Offer> {
    const variables = { input: withId(offerId, 'input', input) }
    return this.#transport.value(acceptOfferDocument, 'acceptOffer', variables, options)
  }

  /**
   * Rejects an open offer (`ofr_…`) with a reason.
   *
   * Requires `submissions`. Errors: NOT_FOUND, RELATIONSHIP_NOT_ACTIVE, OFFER_NOT_OPEN, VALIDATION_FAILED
   * (see `issues`), VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  async rejectOffer(
    offerId: string,
    input: Omit<RejectOfferInput, 'id'>,
    options?: ChangeOptions,
  ): Promise<Offer> {
    const variables = { input: withId(offerId, 'input', input) }
    return this.#transport.value(rejectOfferDocument, 'rejectOffer', variables, options)
  }

  /**
   * Sends a message to the other party.
   *
   * Requires `submissions`. Errors: SUBMISSION_NOT_FOUND, VALIDATION_FAILED (see `issues`),
   * VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  async addMessage(
    submissionId: string,
    input: Omit<AddMessageInput, 'submissionId'>,
    options?: ChangeOptions,
  ): Promise<Message> {
    const variables = { input: { ...plainObject('input', input), submissionId } }
    return this.#transport.value(addMessageDocument, 'addMessage', variables, options)
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
    const variables = { input: plainObject('input', input) }
    return this.#transport.value(revealSensitiveFieldDocument, 'revealSensitiveField', variables, options)
  }
}
