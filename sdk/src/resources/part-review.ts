// Exports `PartReview`, the funder's moves on requirements and offers. Extended by submission-review.ts.

import type { ChangeOptions } from '../core/options.ts'
import { withId } from '../core/sendable.ts'
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
import { SubmissionQueries } from './submission-queries.ts'

/**
 * The funder's moves on requirements and offers. Each requires the role OWNER, ADMIN or UNDERWRITER, or a
 * TIERED key with `admin`. With `expectedVersion`, a move fails with VERSION_CONFLICT if the submission has
 * another version by now.
 */
export class PartReview extends SubmissionQueries {
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
  async acceptRequirement(
    requirementId: string,
    input: Omit<AcceptRequirementInput, 'id'> = {},
    options?: ChangeOptions,
  ): Promise<Requirement> {
    const variables = { input: withId(requirementId, 'input', input) }
    return this.#transport.value(acceptRequirementDocument, 'acceptRequirement', variables, options)
  }

  /**
   * Rejects the response to a requirement (`req_…`) with a note that the broker sees.
   *
   * Errors: NOT_FOUND, VALIDATION_FAILED (see `issues`), VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  async rejectRequirement(
    requirementId: string,
    input: Omit<RejectRequirementInput, 'id'>,
    options?: ChangeOptions,
  ): Promise<Requirement> {
    const variables = { input: withId(requirementId, 'input', input) }
    return this.#transport.value(rejectRequirementDocument, 'rejectRequirement', variables, options)
  }

  /**
   * Waives a requirement (`req_…`).
   *
   * Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  async waiveRequirement(
    requirementId: string,
    input: Omit<WaiveRequirementInput, 'id'> = {},
    options?: ChangeOptions,
  ): Promise<Requirement> {
    const variables = { input: withId(requirementId, 'input', input) }
    return this.#transport.value(waiveRequirementDocument, 'waiveRequirement', variables, options)
  }

  /**
   * Sets a later expiry of an open or expired offer (`ofr_…`).
   *
   * Errors: NOT_FOUND, OFFER_NOT_OPEN, VALIDATION_FAILED (see `issues`), VERSION_CONFLICT,
   * ILLEGAL_TRANSITION.
   */
  async extendOffer(
    offerId: string,
    input: Omit<ExtendOfferInput, 'id'>,
    options?: ChangeOptions,
  ): Promise<Offer> {
    const variables = { input: withId(offerId, 'input', input) }
    return this.#transport.value(extendOfferDocument, 'extendOffer', variables, options)
  }

  /**
   * Takes back an open or accepted offer (`ofr_…`).
   *
   * Errors: NOT_FOUND, OFFER_NOT_OPEN, VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  async rescindOffer(
    offerId: string,
    input: Omit<RescindOfferInput, 'id'> = {},
    options?: ChangeOptions,
  ): Promise<Offer> {
    const variables = { input: withId(offerId, 'input', input) }
    return this.#transport.value(rescindOfferDocument, 'rescindOffer', variables, options)
  }
}
