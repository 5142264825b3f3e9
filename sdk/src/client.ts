// The client: what can be said to Latchkey, by domain.

import { ApiKeys } from './api-keys.ts'
import { viewerDocument } from './generated/documents.ts'
import type { Viewer } from './generated/types.ts'
import { type CallOptions, checked, type LatchkeyOptions } from './options.ts'
import { Relationships } from './relationships.ts'
import { Submissions } from './submissions.ts'
import { Transport } from './transport.ts'

/**
 * A client of one Latchkey with one API key. It holds no connection and needs no closing.
 *
 * Calls reject with a `LatchkeyProblem` when the server refuses and with a `LatchkeyConnectionError` when there is no
 * usable answer. Nothing is tried again by itself.
 *
 * ```ts
 * const latchkey = new Latchkey({ apiKey: process.env.LATCHKEY_API_KEY, url: process.env.LATCHKEY_URL })
 * ```
 */
export class Latchkey {
  readonly #transport: Transport
  /** Giving brokers keys, seeing them, switching them off and on, deleting them. */
  readonly apiKeys: ApiKeys
  /** Seeing relationships with brokers, pausing, resuming and ending them. */
  readonly relationships: Relationships
  /** Creating applications for funding, and seeing them. */
  readonly submissions: Submissions

  /** Throws a `LatchkeyError` if an option is missing or wrong. Sends nothing. */
  constructor(options: LatchkeyOptions) {
    this.#transport = new Transport(checked(options))
    this.apiKeys = new ApiKeys(this.#transport)
    this.relationships = new Relationships(this.#transport)
    this.submissions = new Submissions(this.#transport)
  }

  /** Who asks: the key in use, what it may do, and the funder, user and relationship behind it. */
  async viewer(options?: CallOptions): Promise<Viewer> {
    const { viewer } = await this.#transport.send(viewerDocument, {}, options)
    return viewer
  }
}
