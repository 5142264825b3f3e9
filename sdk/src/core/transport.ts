// Sends GraphQL documents for all resources. The only user of graphql-request.
// Its errors contain variables and response bodies, so none leaves this file, not even as a cause.

import { ClientError, GraphQLClient } from 'graphql-request'
import type { TypedDocumentString } from '../generated/documents.ts'
import type { Credentials } from './auth.ts'
import { idempotencyKeyOf } from './idempotency-key.ts'
import type { ChangeOptions } from './options.ts'
import { Pacer } from './pacing/pacer.ts'
import { withRetries } from './request.ts'
import { sendable } from './sendable.ts'
import { checkedCall, type Settings } from './settings.ts'

export class Transport {
  readonly #settings: Settings
  readonly #credentials: Credentials
  readonly #pacer = new Pacer()

  constructor(settings: Settings, credentials: Credentials) {
    this.#settings = settings
    this.#credentials = credentials
  }

  /** A getter, so that printing a client does not print its headers. */
  get settings(): Settings {
    return this.#settings
  }

  /**
   * Sends one document and returns its data. Throws an error from errors.ts, or the reason of the caller's
   * signal.
   */
  async send<Result, Variables extends object>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    options: ChangeOptions = {},
  ): Promise<Result> {
    const { signal, idempotencyKey } = checkedCall(options)
    signal?.throwIfAborted()
    const input = sendable(variables)
    const text = document.toString()
    const [, kind, name = 'the request'] = /^\s*(query|mutation)\s+(\w+)/.exec(text) ?? []
    const isChange = kind !== 'query'
    const settings = this.#settings
    const headers = {
      ...settings.headers,
      ...(isChange ? { 'idempotency-key': idempotencyKeyOf(idempotencyKey) } : {}),
    }
    const call = { name, isChange, settings, credentials: this.#credentials, signal, pacer: this.#pacer }
    return withRetries(call, async (attempt, ending) => {
      const client = new GraphQLClient(settings.url.href, {
        headers: { ...headers, ...attempt.headers },
        signal: ending,
        redirect: 'manual', // fetch would send the credential to the redirect target
        excludeOperationName: true, // avoids parsing every document to find its name
        fetch: attempt.fetch,
      })
      try {
        const { data } = await client.rawRequest<Result | null | undefined>(text, input)
        if (data === null || data === undefined || Array.isArray(data)) throw attempt.invalidResponse()
        return data
      } catch (error) {
        throw error instanceof ClientError ? attempt.refused(error.response.errors) : error
      }
    })
  }

  /** Sends a document with one root field, and returns its value. */
  async value<Result, Variables extends object, Field extends keyof Result>(
    document: TypedDocumentString<Result, Variables>,
    field: Field,
    variables: Variables,
    options: ChangeOptions = {},
  ): Promise<Result[Field]> {
    return (await this.send(document, variables, options))[field]
  }
}
