// Exports `Relationships`, the resource behind `latchkey.relationships`.

import type { CallOptions, ChangeOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import type { LatchkeyPromise } from '../core/response/latchkey-promise.ts'
import { plainObject } from '../core/sendable.ts'
import type { Transport } from '../core/transport.ts'
import {
  endRelationshipDocument,
  pauseRelationshipDocument,
  relationshipDocument,
  relationshipsDocument,
  resumeRelationshipDocument,
  updateRelationshipDocument,
} from '../generated/documents.ts'
import type {
  Relationship,
  RelationshipFilter,
  RelationshipWithKey,
  UpdateRelationshipInput,
} from '../generated/types.ts'

/** Relationships with brokers that the credential can see: `latchkey.relationships`. */
export class Relationships {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Returns one relationship by its id (`rel_…`). `apiKey` is its key that is not deleted; null if there is
   * none or if the credential lacks the permission that `apiKeys.get` requires.
   *
   * Requires `submissions:read`; a BROKER key can read its own. Error: NOT_FOUND.
   */
  get(id: string, options?: CallOptions): LatchkeyPromise<RelationshipWithKey> {
    return this.#transport.value(relationshipDocument, 'relationship', { id }, options)
  }

  /**
   * Lists the relationships, newest first, each with `apiKey` as in `get`.
   *
   * Requires `submissions:read`; a BROKER key can read its own.
   */
  list(which: ListOptions<RelationshipFilter> = {}, options?: CallOptions): List<RelationshipWithKey> {
    const { filter } = plainObject('options', which)
    return new List(which, (range) =>
      this.#transport.value(relationshipsDocument, 'relationships', { filter, ...range }, options),
    )
  }

  /**
   * Pauses the relationship. Once this resolves, the server rejects the broker's key with RELATIONSHIP_PAUSED
   * until `resume`.
   *
   * Requires a session, USER or TIERED key with `admin`. Errors: NOT_FOUND, RELATIONSHIP_NOT_ACTIVE.
   */
  pause(id: string, options?: ChangeOptions): LatchkeyPromise<Relationship> {
    return this.#transport.change(pauseRelationshipDocument, 'pauseRelationship', id, {}, options)
  }

  /**
   * Resumes the relationship. The server accepts the broker's key again.
   *
   * Requires a session, USER or TIERED key with `admin`. Errors: NOT_FOUND, RELATIONSHIP_NOT_ACTIVE.
   */
  resume(id: string, options?: ChangeOptions): LatchkeyPromise<Relationship> {
    return this.#transport.change(resumeRelationshipDocument, 'resumeRelationship', id, {}, options)
  }

  /**
   * Sets the contacts of the relationship: at most 10 email addresses at the broker's domains. They get the mails
   * about submissions.
   *
   * Requires a session, USER or TIERED key with `admin`. Errors: VALIDATION_FAILED, NOT_FOUND,
   * RELATIONSHIP_NOT_ACTIVE.
   */
  update(
    id: string,
    changes: Omit<UpdateRelationshipInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<Relationship> {
    return this.#transport.change(updateRelationshipDocument, 'updateRelationship', id, changes, options)
  }

  /**
   * Ends the relationship and deletes its key, with the same guarantee as deleting the key. Submissions are
   * kept.
   *
   * Requires a session, USER or TIERED key with `admin`. Error: NOT_FOUND.
   */
  end(id: string, options?: ChangeOptions): LatchkeyPromise<Relationship> {
    return this.#transport.change(endRelationshipDocument, 'endRelationship', id, {}, options)
  }
}
