// TestServer: a `fetch` that answers GraphQL requests from an AnswerBook. Used by test-client.ts.

import { orAborted } from '../core/or-aborted.ts'
import type { AnswerBook, Answering } from './answer-book.ts'
import { ConnectionLoss, Delay, problem, TestProblem } from './answers.ts'
import type { TestStorage } from './test-storage.ts'

/** A GraphQL request that the server received. Each retry is a separate request. */
export interface ReceivedRequest {
  /** Name of the operation. */
  readonly operation: string
  /** The variables as JSON. */
  readonly variables: string
  readonly headers: Headers
}

export class TestServer {
  readonly url = 'https://latchkey.test/graphql'
  readonly requests: ReceivedRequest[] = []
  readonly #book: AnswerBook
  readonly #storage: TestStorage
  /** Bodies of responses by idempotency key. */
  readonly #applied = new Map<string, string>()

  constructor(book: AnswerBook, storage: TestStorage) {
    this.#book = book
    this.#storage = storage
  }

  readonly fetch: typeof globalThis.fetch = async (target, init = {}) => {
    const url = new URL(target instanceof Request ? target.url : target)
    const { signal } = init
    signal?.throwIfAborted()
    const response = url.href === this.url ? this.#graphql(init) : this.#storage.respond(url, init)
    return orAborted(response, signal ?? undefined)
  }

  clear(): void {
    this.requests.length = 0
    this.#applied.clear()
  }

  async #graphql({ headers: given, body, signal }: RequestInit): Promise<Response> {
    const { query, variables = {}, operationName } = JSON.parse(await new Response(body ?? '{}').text())
    const text = String(query)
    const [, named = 'anonymous'] = /\b(?:query|mutation)\s+(\w+)/.exec(text) ?? []
    const request: ReceivedRequest = {
      operation: typeof operationName === 'string' ? operationName : named,
      variables: JSON.stringify(variables),
      headers: new Headers(given),
    }
    this.requests.push(request)
    const answer = await this.#answer(request, rootFieldIn(text), signal ?? undefined).catch((error) =>
      error instanceof TestProblem ? error : failedAnswer(request.operation, error),
    )
    if (answer instanceof ConnectionLoss) throw connectionError()
    return answer instanceof TestProblem ? rejection(answer) : ok(answer)
  }

  async #answer(
    request: ReceivedRequest,
    field: string,
    signal: AbortSignal | undefined,
  ): Promise<string | ConnectionLoss> {
    const { operation, variables } = request
    const scripted = this.#book.takeScripted(operation)
    if (scripted === null) return this.#modelBody(request, field)
    const answer = await scripted(variables)
    if (answer instanceof TestProblem) throw answer
    if (answer instanceof Delay) {
      await waiting(answer.ms, signal)
      return this.#modelBody(request, field)
    }
    if (!(answer instanceof ConnectionLoss)) return dataOf(field, answer)
    if (answer.isApplied) await this.#modelBody(request, field)
    return answer
  }

  /** Applies a mutation once for each idempotency key, as the real server does. */
  async #modelBody({ operation, variables, headers }: ReceivedRequest, field: string): Promise<string> {
    const key = headers.get('idempotency-key')
    const known = key === null ? undefined : this.#applied.get(`${operation} ${key}`)
    if (known !== undefined) return known
    const answer: Answering = this.#book.modelAnswer(operation) ?? unanswered(operation)
    const body = dataOf(field, await answer(variables))
    if (key !== null) this.#applied.set(`${operation} ${key}`, body)
    return body
  }
}

function unanswered(operation: string): Answering {
  const message = `The test client has no answer for \`${operation}\`. Add one: on('${operation}', …).`
  return () => {
    throw problem('NO_TEST_ANSWER', { message })
  }
}

/** Not a connection error, which the SDK would retry and report without this message. */
function failedAnswer(operation: string, error: unknown): TestProblem {
  const message = `The answer of your test to \`${operation}\` threw: ${error}`
  return problem('TEST_ANSWER_FAILED', { message })
}

/** The response key of the first field. An operation of the SDK has one root field. */
function rootFieldIn(query: string): string {
  return /\{\s*(\w+)/.exec(query.replaceAll(/\([^()]*\)/g, ''))?.[1] ?? ''
}

/** A request of the partner's own document is answered with the whole data. */
function dataOf(field: string, value: unknown): string {
  return JSON.stringify({ data: value instanceof WholeData ? value.data : { [field]: value } })
}

/** Marks an answer as the data of a document with any fields. */
export class WholeData {
  readonly data: unknown

  constructor(data: unknown) {
    this.data = data
  }
}

function ok(body: string): Response {
  return new Response(body, { headers: { 'content-type': 'application/graphql-response+json' } })
}

function rejection({ message, code, status, issues, retryAfterSeconds }: TestProblem): Response {
  const retry = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  const extensions = { code, status, requestId: 'req_test', issues, docUrl: null, ...retry }
  return new Response(JSON.stringify({ data: null, errors: [{ message, extensions }] }), {
    status,
    headers: {
      'content-type': 'application/graphql-response+json',
      ...(retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
  })
}

/** As fetch in Node fails when the connection breaks. */
function connectionError(): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('read'), { code: 'ECONNRESET' }) })
}

function waiting(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (!Number.isFinite(ms)) return
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })
}
