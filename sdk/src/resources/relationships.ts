// Relationships: seeing them, pausing, resuming and ending them.

import type { CallOptions, ChangeOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import { plainObject } from '../core/sendable.ts'
import type { Transport } from '../core/transport.ts'
import {
  endRelationshipDocument,
  pauseRelationshipDocument,
  relationshipDocument,
  relationshipsDocument,
  resumeRelationshipDocument,
} from '../generated/documents.ts'
import type { Relationship, RelationshipFilter, RelationshipWithKey } from '../generated/types.ts'

/** The relationships with brokers that the key in use can see: `latchkey.relationships`. */
export class Relationships {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * One relationship by its id (`rel_…`), with the key that is not deleted as `apiKey`: null if there is none, or if
   * the credential does not see it, which takes what `apiKeys.get` does.
   *
   * Needs `submissions:read`; a BROKER key sees its own. Problem of its own: NOT_FOUND.
   */
  async get(id: string, options?: CallOptions): Promise<RelationshipWithKey> {
    const { relationship } = await this.#transport.send(relationshipDocument, { id }, options)
    return relationship
  }

  /**
   * The relationships, newest first, each with its `apiKey` as in `get`.
   *
   * Needs `submissions:read`; a BROKER key sees its own.
   */
  list(which: ListOptions<RelationshipFilter> = {}, options?: CallOptions): List<RelationshipWithKey> {
    const { filter } = plainObject('options', which)
    return new List(which, async (range) => {
      const { relationships } = await this.#transport.send(
        relationshipsDocument,
        { filter, ...range },
        options,
      )
      return relationships
    })
  }

  /**
   * Refuses the broker's key with RELATIONSHIP_PAUSED, from the answer on, until `resume`.
   *
   * Needs a session, USER or TIERED key with `admin`. Problems of its own: NOT_FOUND, RELATIONSHIP_NOT_ACTIVE.
   */
  async pause(id: string, options?: ChangeOptions): Promise<Relationship> {
    const { pauseRelationship } = await this.#transport.send(
      pauseRelationshipDocument,
      { input: { id } },
      options,
    )
    return pauseRelationship
  }

  /**
   * Accepts the broker's key again.
   *
   * Needs a session, USER or TIERED key with `admin`. Problems of its own: NOT_FOUND, RELATIONSHIP_NOT_ACTIVE.
   */
  async resume(id: string, options?: ChangeOptions): Promise<Relationship> {
    const { resumeRelationship } = await this.#transport.send(
      resumeRelationshipDocument,
      { input: { id } },
      options,
    )
    return resumeRelationship
  }

  /**
   * Ends the relationship and deletes its key, as exactly as deleting the key. What was submitted stays.
   *
   * Needs a session, USER or TIERED key with `admin`. Problem of its own: NOT_FOUND.
   */
  async end(id: string, options?: ChangeOptions): Promise<Relationship> {
    const { endRelationship } = await this.#transport.send(
      endRelationshipDocument,
      { input: { id } },
      options,
    )
    return endRelationship
  }
}
