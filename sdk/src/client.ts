// The client: what can be said to Latchkey, by domain.

import { credentialsOf } from './core/auth.ts'
import type { CallOptions, LatchkeyOptions } from './core/options.ts'
import { validateOptions } from './core/settings.ts'
import { Transport } from './core/transport.ts'
import { viewerDocument } from './generated/documents.ts'
import type { Viewer } from './generated/types.ts'
import { ApiKeys } from './resources/api-keys.ts'
import { Relationships } from './resources/relationships.ts'
import { Submissions } from './resources/submissions.ts'
import { Users } from './resources/users.ts'

/**
 * A client of one Latchkey with one API key, or for one person who has logged in. It holds no connection and needs no closing.
 *
 * Calls reject with a `LatchkeyProblem` when the server refuses and with a `LatchkeyConnectionError` when there is no
 * usable answer. What may pass by itself (a lost connection, UNAVAILABLE, a 429 with Retry-After) is tried up to
 * `maxRetries` times again first; a change has the same idempotency key in all its tries, and so is carried out once.
 *
 * ```ts
 * const latchkey = new Latchkey({ apiKey: process.env.LATCHKEY_API_KEY, url: process.env.LATCHKEY_URL })
 * ```
 */
export class Latchkey {
  readonly #transport: Transport
  /** Giving keys, seeing and changing them, replacing their secrets, switching them off and on, deleting them. */
  readonly apiKeys: ApiKeys
  /** Seeing relationships with brokers, pausing, resuming and ending them. */
  readonly relationships: Relationships
  /** Creating applications for funding, and seeing them. */
  readonly submissions: Submissions
  /** Seeing the users of the funder, inviting them, changing what they may do: for those who have logged in. */
  readonly users: Users

  /** Throws a `LatchkeyError` if an option is missing or wrong. Sends nothing. */
  constructor(options: LatchkeyOptions) {
    this.#transport = new Transport(validateOptions(options), credentialsOf(options))
    this.apiKeys = new ApiKeys(this.#transport)
    this.relationships = new Relationships(this.#transport)
    this.submissions = new Submissions(this.#transport)
    this.users = new Users(this.#transport)
  }

  /** Who asks: the key in use or who has logged in, what that may do, and the funder, user and relationship behind it. */
  async viewer(options?: CallOptions): Promise<Viewer> {
    const { viewer } = await this.#transport.send(viewerDocument, {}, options)
    return viewer
  }
}
