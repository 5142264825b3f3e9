// The one seam to graphql-request. Its errors carry variables and bodies: none leaves this file, not even as a cause.

import { ClientError, GraphQLClient } from 'graphql-request'
import type { TypedDocumentString } from '../generated/documents.ts'
import type { Credentials } from './auth.ts'
import { idempotencyKeyOf } from './idempotency-key.ts'
import type { ChangeOptions } from './options.ts'
import { withRetries } from './request.ts'
import { sendable } from './sendable.ts'
import { checkedCall, type Settings } from './settings.ts'

export class Transport {
  readonly #settings: Settings
  readonly #credentials: Credentials

  constructor(settings: Settings, credentials: Credentials) {
    this.#settings = settings
    this.#credentials = credentials
  }

  /** Sends one document and answers its data. Throws what errors.ts holds, or the reason of the caller's signal. */
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
    const call = { name, isChange, settings, credentials: this.#credentials, signal }
    return withRetries(call, async (attempt, ending) => {
      const { url, fetch = globalThis.fetch } = settings
      const client = new GraphQLClient(url.href, {
        headers: { ...headers, ...attempt.headers },
        signal: ending,
        redirect: 'manual', // followed, fetch would hand the credential on to wherever it is sent
        excludeOperationName: true, // else every document is parsed here to find its name
        fetch: async (input, init) => attempt.watch(await fetch(input, init)),
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
}
