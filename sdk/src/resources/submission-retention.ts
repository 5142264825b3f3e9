// Exports `SubmissionRetention`, erasure and legal holds of submissions. Extended by part-review.ts.

import type { ChangeOptions } from '../core/options.ts'
import type { LatchkeyPromise } from '../core/response/latchkey-promise.ts'
import type { Transport } from '../core/transport.ts'
import {
  eraseSubmissionDocument,
  releaseLegalHoldDocument,
  setLegalHoldDocument,
} from '../generated/documents.ts'
import type {
  EraseSubmissionInput,
  ReleaseLegalHoldInput,
  SetLegalHoldInput,
  SubmissionDetails,
} from '../generated/types.ts'
import { SubmissionQueries } from './submission-queries.ts'

export class SubmissionRetention extends SubmissionQueries {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    super(transport)
    this.#transport = transport
  }

  /**
   * Erases all personal data of a submission (`sub_…`) for good: company, owners, texts and documents. Ids,
   * statuses, times, amounts and events stay. Possible while it is DRAFT, DECLINED, WITHDRAWN or FUNDED.
   *
   * Requires the role OWNER, ADMIN or UNDERWRITER, or a TIERED key with `admin`. Errors:
   * SUBMISSION_NOT_FOUND, SUBMISSION_LOCKED (legal hold), VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  erase(
    id: string,
    input: Omit<EraseSubmissionInput, 'id'> = {},
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(eraseSubmissionDocument, 'eraseSubmission', id, input, options)
  }

  /**
   * Puts a submission (`sub_…`) under a legal hold: until `releaseLegalHold`, neither `erase` nor the
   * retention period erases its data. The reason becomes an internal note. Brokers do not see the hold.
   *
   * Requires the role OWNER or ADMIN. Errors: SUBMISSION_NOT_FOUND, VALIDATION_FAILED (see `issues`),
   * VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  setLegalHold(
    id: string,
    input: Omit<SetLegalHoldInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(setLegalHoldDocument, 'setLegalHold', id, input, options)
  }

  /**
   * Ends the legal hold of a submission (`sub_…`). If its retention period is over, its data is erased soon
   * after. The reason becomes an internal note.
   *
   * Requires the role OWNER or ADMIN. Errors: SUBMISSION_NOT_FOUND, VALIDATION_FAILED (see `issues`),
   * VERSION_CONFLICT, ILLEGAL_TRANSITION.
   */
  releaseLegalHold(
    id: string,
    input: Omit<ReleaseLegalHoldInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<SubmissionDetails> {
    return this.#transport.change(releaseLegalHoldDocument, 'releaseLegalHold', id, input, options)
  }
}
