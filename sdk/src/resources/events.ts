// Exports `Events`, the resource behind `latchkey.events`.

import type { CallOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import { plainObject } from '../core/sendable.ts'
import type { Transport } from '../core/transport.ts'
import { eventsDocument } from '../generated/documents.ts'
import type { Event, EventFilter } from '../generated/types.ts'

/** The audit log: `latchkey.events`. `submissions.timeline` lists the events of one submission. */
export class Events {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Lists the events of the funder, newest first. A BROKER key gets the events of its relationship that
   * concern it.
   *
   * Requires a session, USER or TIERED key with `admin`, or a BROKER key.
   */
  list(which: ListOptions<EventFilter> = {}, options?: CallOptions): List<Event> {
    const { filter } = plainObject('options', which)
    return new List(which, (range) =>
      this.#transport.value(eventsDocument, 'events', { filter, ...range }, options),
    )
  }
}
