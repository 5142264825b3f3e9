// Exports `Latchkey`, the API client. SDK users create one per credential.

import { credentialsOf } from './core/auth.ts'
import type { CallOptions, LatchkeyOptions } from './core/options.ts'
import { validateOptions } from './core/settings.ts'
import { Transport } from './core/transport.ts'
import { viewerDocument } from './generated/documents.ts'
import type { Viewer } from './generated/types.ts'
import { ApiKeys } from './resources/api-keys.ts'
import { Documents } from './resources/documents.ts'
import { Events } from './resources/events.ts'
import { Relationships } from './resources/relationships.ts'
import { Submissions } from './resources/submissions.ts'
import { Users } from './resources/users.ts'

/**
 * API client for one Latchkey server, authenticated with an API key or a user's access token. It holds no
 * connection and needs no closing.
 *
 * A call rejects with a `LatchkeyProblem` when the server rejects the request, and with a
 * `LatchkeyConnectionError` when there is no usable response. The client first retries temporary failures
 * (lost connection, UNAVAILABLE, 429 with Retry-After) up to `maxRetries` times. All attempts of a mutation
 * send the same idempotency key, so the server applies it once.
 *
 * ```ts
 * const latchkey = new Latchkey({ apiKey: process.env.LATCHKEY_API_KEY, url: process.env.LATCHKEY_URL })
 * ```
 */
export class Latchkey {
  readonly #transport: Transport
  /** Create, read, update, rotate, deactivate, reactivate and delete API keys. */
  readonly apiKeys: ApiKeys
  /** Upload, list, download and remove the documents of submissions. */
  readonly documents: Documents
  /** Read the audit log. */
  readonly events: Events
  /** Read, pause, resume and end relationships with brokers. */
  readonly relationships: Relationships
  /** Create, complete, submit and review submissions (funding applications). */
  readonly submissions: Submissions
  /** Read and invite users of the funder and change their access. Requires a user session. */
  readonly users: Users

  /** Sends no request. Throws a `LatchkeyError` if an option is missing or invalid. */
  constructor(options: LatchkeyOptions) {
    this.#transport = new Transport(validateOptions(options), credentialsOf(options))
    this.apiKeys = new ApiKeys(this.#transport)
    this.documents = new Documents(this.#transport)
    this.events = new Events(this.#transport)
    this.relationships = new Relationships(this.#transport)
    this.submissions = new Submissions(this.#transport)
    this.users = new Users(this.#transport)
  }

  /**
   * Returns the authenticated caller: the API key or user, its permissions, and its funder and relationship.
   */
  async viewer(options?: CallOptions): Promise<Viewer> {
    const { viewer } = await this.#transport.send(viewerDocument, {}, options)
    return viewer
  }
}
