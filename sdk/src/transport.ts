// The one seam to graphql-request. Its errors carry variables and bodies: none leaves this file, not even as a cause.

import { ClientError, GraphQLClient } from 'graphql-request'
import { Call } from './call.ts'
import { LatchkeyConnectionError, LatchkeyError } from './errors.ts'
import type { TypedDocumentString } from './generated/documents.ts'
import type { CallOptions, Settings } from './options.ts'

export class Transport {
  readonly #settings: Settings

  constructor(settings: Settings) {
    this.#settings = settings
  }

  /** Sends one document and answers its data. Throws what errors.ts holds, or the reason of the caller's signal. */
  async send<Result, Variables extends object>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    { signal }: CallOptions = {},
  ): Promise<Result> {
    signal?.throwIfAborted()
    checkSendable(variables)
    const { apiKey, url, timeoutMs, fetch = globalThis.fetch, headers } = this.#settings
    const call = new Call(document.toString(), this.#settings)
    const ending = new AbortController()
    const giveUp = () => ending.abort(signal?.reason)
    signal?.addEventListener('abort', giveUp, { once: true })
    const timer = setTimeout(() => {
      call.timedOut = true
      ending.abort()
    }, timeoutMs)

    const client = new GraphQLClient(url.href, {
      headers: { ...headers, 'x-api-key': apiKey },
      signal: ending.signal,
      redirect: 'manual', // followed, fetch would hand the key on to wherever it is sent
      excludeOperationName: true, // else every document is parsed here to find its name
      fetch: async (input, init) => {
        const response = await fetch(input, init)
        call.status = response.status
        return response
      },
    })
    try {
      const { data } = await client.rawRequest<Result | null | undefined>(call.document, variables)
      if (data === null || data === undefined || Array.isArray(data)) throw call.unusable()
      return data
    } catch (error) {
      if (error instanceof LatchkeyConnectionError) throw error
      if (error instanceof ClientError) throw call.refused(error.response.errors)
      if (signal?.aborted) throw signal.reason
      throw call.failed(error)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
    }
  }
}

/** What JSON cannot say would fail in the middle, and look like a lost connection. */
function checkSendable(variables: object): void {
  try {
    JSON.stringify(variables)
  } catch {
    throw new LatchkeyError('The input cannot be sent: it holds a BigInt, or refers to itself.')
  }
}
