// Exports `PartReview`, the funder's moves on requirements and offers. Extended by submission-review.ts.

import type { ChangeOptions } from '../core/options.ts'
import type { LatchkeyPromise } from '../core/response/latchkey-promise.ts'
import type { Transport } from '../core/transport.ts'
import {
  acceptRequirementDocument,
  extendOfferDocument,
  rejectRequirementDocument,
  rescindOfferDocument,
  waiveRequirementDocument,
} from '../generated/documents.ts'
import type {
  AcceptRequirementInput,
  ExtendOfferInput,
  Offer,
  RejectRequirementInput,
  Requirement,
  RescindOfferInput,
  WaiveRequirementInput,
} from '../generated/types.ts'
import { SubmissionRetention } from './submission-retention.ts'

/**
 * The funder's moves on requirements and offers. Each requires the role OWNER, ADMIN or UNDERWRITER, or a
 * TIERED key with `admin`. With `expectedVersion`, a move fails with VERSION_CONFLICT if the submission has
 * another version by now.
 */
export class PartReview extends SubmissionRetention {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    super(transport)
    this.#transport = transport
  }

  /**
   * Accepts the response to a requirement (`req_…`).
   *
   * Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  acceptRequirement(
    requirementId: string,
    input: Omit<AcceptRequirementInput, 'id'> = {},
    options?: ChangeOptions,
  ): LatchkeyPromise<Requirement> {
    return this.#transport.change(
      acceptRequirementDocument,
      'acceptRequirement',
      requirementId,
      input,
      options,
    )
  }

  /**
   * Rejects the response to a requirement (`req_…`) with a note that the broker sees.
   *
   * Errors: NOT_FOUND, VALIDATION_FAILED (see `issues`), VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  rejectRequirement(
    requirementId: string,
    input: Omit<RejectRequirementInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<Requirement> {
    return this.#transport.change(
      rejectRequirementDocument,
      'rejectRequirement',
      requirementId,
      input,
      options,
    )
  }

  /**
   * Waives a requirement (`req_…`).
   *
   * Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  waiveRequirement(
    requirementId: string,
    input: Omit<WaiveRequirementInput, 'id'> = {},
    options?: ChangeOptions,
  ): LatchkeyPromise<Requirement> {
    return this.#transport.change(waiveRequirementDocument, 'waiveRequirement', requirementId, input, options)
  }

  /**
   * Sets a later expiry of an open or expired offer (`ofr_…`).
   *
   * Errors: NOT_FOUND, OFFER_NOT_OPEN, VALIDATION_FAILED (see `issues`), VERSION_CONFLICT,
   * ILLEGAL_TRANSITION.
   */
  extendOffer(
    offerId: string,
    input: Omit<ExtendOfferInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<Offer> {
    return this.#transport.change(extendOfferDocument, 'extendOffer', offerId, input, options)
  }

  /**
   * Takes back an open or accepted offer (`ofr_…`).
   *
   * Errors: NOT_FOUND, OFFER_NOT_OPEN, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  rescindOffer(
    offerId: string,
    input: Omit<RescindOfferInput, 'id'> = {},
    options?: ChangeOptions,
  ): LatchkeyPromise<Offer> {
    return this.#transport.change(rescindOfferDocument, 'rescindOffer', offerId, input, options)
  }
}
