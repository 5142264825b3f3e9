// Sends GraphQL documents for all resources. The only user of graphql-request.
// Its errors contain variables and response bodies, so none leaves this file, not even as a cause.

import { ClientError, GraphQLClient } from 'graphql-request'
import type { Attempt } from './attempt/attempt.ts'
import { type CredentialSource, credentialsOf } from './auth.ts'
import { type TypedDocument, textOf } from './documents/document-types.ts'
import { type Operation, operationOf } from './documents/operation.ts'
import { LatchkeyError } from './errors.ts'
import { idempotencyKeyOf } from './idempotency-key.ts'
import { CallReport, errorCodeOf } from './observe/call-report.ts'
import type { LatchkeyEvents } from './observe/events.ts'
import { type Listener, Listeners, notify } from './observe/listeners.ts'
import { createLog, type Log } from './observe/logger.ts'
import type { LatchkeyOptions, RequestOptions } from './options.ts'
import { withRetries } from './request.ts'
import { CredentialState } from './response/credential-state.ts'
import { LatchkeyPromise } from './response/latchkey-promise.ts'
import type { RateLimit } from './response/rate-limit.ts'
import { detailsOf, type WithResponse } from './response/response-details.ts'
import { SecretSwitch } from './response/secret-switch.ts'
import { sendable, withId } from './sendable.ts'
import { callSettings, type Settings, validateOptions } from './settings.ts'

/** Variables, or a function that makes them. Its errors reject the call instead of being thrown. */
type Lazy<Variables> = Variables | (() => Variables)

interface Prepared {
  readonly text: string
  readonly operation: Operation
  readonly input: Record<string, unknown>
  readonly settings: Settings
  readonly report: CallReport
}

interface Answer<Result> {
  readonly data: Result
  readonly response: Response
}

export class Transport {
  readonly #settings: Settings
  readonly #log: Log
  readonly #onRotationDue: LatchkeyOptions['onRotationDue']
  #credentials: CredentialSource
  #state = new CredentialState()
  #listeners = new Listeners()

  /** Sends no request. Throws a `LatchkeyError` if an option is missing or invalid. */
  constructor(options: LatchkeyOptions) {
    this.#settings = validateOptions(options)
    this.#log = createLog(options)
    this.#credentials = credentialsOf(options)
    this.#onRotationDue = options.onRotationDue
    if (this.#onRotationDue !== undefined && typeof this.#onRotationDue !== 'function')
      throw new LatchkeyError('`onRotationDue` must be a function.')
  }

  /** Uses the listeners of another client, and its credential and limits if they are the same. */
  share(other: Transport, isSameCredential: boolean): void {
    this.#listeners = other.#listeners
    if (!isSameCredential) return
    this.#credentials = other.#credentials
    this.#state = other.#state
  }

  /** A getter, so that printing a client does not print its headers. */
  get settings(): Settings {
    return this.#settings
  }

  get rateLimit(): RateLimit {
    return this.#state.rateLimit
  }

  on<Name extends keyof LatchkeyEvents>(name: Name, listener: Listener<LatchkeyEvents[Name]>): () => void {
    return this.#listeners.add(name, listener)
  }

  /**
   * Sends one document and returns its data. Rejects with an error from errors.ts, an error of the caller's
   * own function, or the reason of the caller's signal.
   */
  send<Result, Variables extends object>(
    document: TypedDocument<Result, Variables> | string,
    variables: Lazy<Variables>,
    options: RequestOptions = {},
  ): LatchkeyPromise<Result> {
    return new LatchkeyPromise(this.#run<Result>(document, variables, options))
  }

  /** Sends a document with one root field, and returns its value. */
  value<Result, Variables extends object, Field extends keyof Result>(
    document: TypedDocument<Result, Variables>,
    field: Field,
    variables: Lazy<Variables>,
    options: RequestOptions = {},
  ): LatchkeyPromise<Result[Field]> {
    return this.send(document, variables, options).map((data) => data[field])
  }

  /** Sends a mutation of one record, and returns the value of its root field. */
  change<Result, Changes extends object, Field extends keyof Result>(
    document: TypedDocument<Result, { readonly input: Changes & { readonly id: string } }>,
    field: Field,
    id: string,
    changes: Changes,
    options?: RequestOptions,
  ): LatchkeyPromise<Result[Field]> {
    return this.value(document, field, () => ({ input: withId(id, 'input', changes) }), options)
  }

  // Not lazy: everything up to the first `await` runs in the method call, where the caller's context is active.
  async #run<Result>(
    document: unknown,
    variables: Lazy<object>,
    options: RequestOptions,
  ): Promise<WithResponse<Result>> {
    const settings = callSettings(this.#settings, options)
    const { signal, idempotencyKey, operationName } = options
    signal?.throwIfAborted()
    const input = sendable(typeof variables === 'function' ? variables() : variables)
    const text = textOf(document)
    const operation = operationOf(document, operationName)
    const { kind, name } = operation
    const isChange = kind === 'mutation'
    const ownHeaders = isChange ? { 'idempotency-key': idempotencyKeyOf(idempotencyKey) } : {}
    const report = new CallReport({ operation: name ?? 'anonymous', kind }, this.#listeners, this.#log)
    const secrets = new SecretSwitch(this.#credentials)
    const credentials = async () => {
      const { credential, replaces } = await secrets.next()
      if (replaces !== null) {
        this.#log('warn', 'The server no longer accepts the credential. The client uses the next one.')
        report.retry({ errorCode: replaces, delayMs: 0 })
      }
      const headers = await settings.headers(report.started())
      return { ...credential, headers: { ...headers, ...ownHeaders, ...credential.headers } }
    }
    const hooks = { retry: report.retry.bind(report) }
    const { pacer } = this.#state
    const call = { name: name ?? 'the request', isChange, settings, credentials, signal, hooks, pacer }
    const prepared = { text, operation, input, settings, report }
    for (;;) {
      try {
        const { data, response } = await withRetries(call, (attempt, ending) =>
          this.#send<Result>(prepared, attempt, ending),
        )
        report.ended(null)
        return { data, response: detailsOf(response) }
      } catch (error) {
        const errorCode = errorCodeOf(error, signal)
        report.ended(errorCode)
        if (!secrets.mayRepeat(error, errorCode)) throw error
      }
    }
  }

  async #send<Result>(
    { text, operation: { name }, input, settings, report }: Prepared,
    attempt: Attempt,
    ending: AbortSignal,
  ): Promise<Answer<Result>> {
    const received: Response[] = []
    const client = new GraphQLClient(settings.url.href, {
      headers: attempt.headers,
      signal: ending,
      redirect: 'manual', // fetch would send the credential to the redirect target
      excludeOperationName: true, // avoids parsing every document to find its name
      jsonSerializer: {
        stringify: (body: object) => JSON.stringify({ ...body, operationName: name ?? undefined }),
        parse: JSON.parse,
      },
      fetch: async (to, init) => {
        const response = await attempt.fetch(to, init)
        received.push(response)
        report.responded(response)
        this.#record(response)
        return response
      },
    })
    try {
      const { data } = await client.rawRequest<Result | null | undefined>(text, input)
      const [response] = received
      if (data === null || data === undefined || Array.isArray(data) || response === undefined)
        throw attempt.invalidResponse()
      return { data, response }
    } catch (error) {
      throw error instanceof ClientError ? attempt.refused(error.response.errors) : error
    }
  }

  #record({ headers }: Response): void {
    const rotation = this.#state.record(headers)
    if (rotation === null) return
    this.#log('warn', `The API key was rotated. Deploy its new secret before ${rotation.dueAt}.`)
    if (this.#onRotationDue !== undefined)
      notify(this.#onRotationDue, rotation, 'function `onRotationDue`', this.#log)
  }
}
