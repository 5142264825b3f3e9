// LatchkeyPromise: what the methods of the client return. Used by transport.ts and resources.

import type { WithResponse } from './response-details.ts'

/**
 * The result of a call, as a promise. The request is sent when the method is called, once, however often the
 * promise is used.
 *
 * @example
 * const submission = await latchkey.submissions.get(id)
 * const { data, response } = await latchkey.submissions.get(id).withResponse()
 */
export class LatchkeyPromise<Data> extends Promise<Data> {
  readonly #result: Promise<WithResponse<Data>>

  /** `then` returns a plain promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  /** @internal */
  constructor(result: Promise<WithResponse<Data>>) {
    super((resolve, reject) => {
      result.then(({ data }) => resolve(data), reject)
    })
    this.#result = result
  }

  /** Returns the data with the request id, status, headers, rate limit and key rotation of the response. */
  withResponse(): Promise<WithResponse<Data>> {
    // The caller handles the error of the returned promise, so it is not unhandled here.
    this.catch(() => {})
    return this.#result.then((result) => result)
  }

  /** @internal The same call with converted data. */
  map<Other>(convert: (data: Data) => Other): LatchkeyPromise<Other> {
    this.catch(() => {})
    return new LatchkeyPromise(this.#result.then(({ data, response }) => ({ data: convert(data), response })))
  }
}
