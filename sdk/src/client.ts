// Exports `Latchkey`, the API client. SDK users create one per credential.

import type { RequestArguments, TypedDocument } from './core/documents/document-types.ts'
import type { LatchkeyEvents } from './core/observe/events.ts'
import type { Listener } from './core/observe/listeners.ts'
import type { CallOptions, LatchkeyOptions, RequestOptions } from './core/options.ts'
import type { LatchkeyPromise } from './core/response/latchkey-promise.ts'
import type { RateLimit } from './core/response/rate-limit.ts'
import { plainObject } from './core/sendable.ts'
import { checkOptionNames } from './core/setup/option-names.ts'
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
 * @example
 * const latchkey = new Latchkey() // LATCHKEY_API_KEY and LATCHKEY_URL
 * const latchkey = new Latchkey({ apiKey, url: 'https://latchkey.example/graphql', timeoutMs: 10_000 })
 */
export class Latchkey {
  readonly #options: LatchkeyOptions
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

  /**
   * Sends no request. Options that are left out come from the environment variables `LATCHKEY_API_KEY`,
   * `LATCHKEY_URL` and `LATCHKEY_LOG`.
   *
   * @throws {LatchkeyError} An option is missing, unknown or invalid, such as a mistyped API key.
   */
  constructor(options: LatchkeyOptions = {}) {
    this.#options = { ...plainObject('options', options) }
    checkOptionNames(this.#options)
    this.#transport = new Transport(this.#options)
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
  viewer(options?: CallOptions): LatchkeyPromise<Viewer> {
    return this.#transport.value(viewerDocument, 'viewer', {}, options)
  }

  /**
   * Executes a GraphQL document of your own, with the same authentication, retries and errors as all methods.
   * Variables and result have the types of the document, if GraphQL Code Generator made it. For text, pass
   * the type of the result.
   *
   * @example
   * const { viewer } = await latchkey.request<{ viewer: { scopes: string[] } }>('query scopes { viewer { scopes } }')
   */
  request<Result = unknown>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    options?: RequestOptions,
  ): LatchkeyPromise<Result>
  request<Result, Variables extends object>(
    document: TypedDocument<Result, Variables>,
    ...rest: RequestArguments<Variables>
  ): LatchkeyPromise<Result>
  request(
    document: TypedDocument<unknown, object> | string,
    variables: object = {},
    options: RequestOptions = {},
  ): LatchkeyPromise<unknown> {
    return this.#transport.send(document, () => plainObject('variables', variables), options)
  }

  /**
   * Calls `listener` for each `request`, `response` or `retry` event of this client and of all clients that
   * `withOptions` made from it. Returns a function that removes the listener. A listener that throws is
   * reported to `logger` and does not break the call.
   *
   * @example
   * const stop = latchkey.on('response', ({ operation, status, durationMs }) => metrics.record(operation, status, durationMs))
   */
  on<Name extends keyof LatchkeyEvents>(name: Name, listener: Listener<LatchkeyEvents[Name]>): () => void {
    return this.#transport.on(name, listener)
  }

  /** The limits of the credential, as the last responses reported them. */
  get rateLimit(): RateLimit {
    return this.#transport.rateLimit
  }

  /**
   * Returns a client with other options. It shares the rate limit, the current key of a list and the listeners
   * with this client. With another `apiKey`, `accessToken` or `url`, it shares only the listeners.
   *
   * @example
   * const patient = latchkey.withOptions({ timeoutMs: 120_000, maxRetries: 5 })
   */
  withOptions(changes: LatchkeyOptions): Latchkey {
    const { apiKey, accessToken, url } = plainObject('options', changes)
    const isSameCredential = apiKey === undefined && accessToken === undefined && url === undefined
    const client = new Latchkey({
      ...this.#options,
      ...(apiKey === undefined ? {} : { accessToken: undefined }),
      ...(accessToken === undefined ? {} : { apiKey: undefined }),
      ...changes,
    })
    client.#transport.share(this.#transport, isSameCredential)
    return client
  }
}
