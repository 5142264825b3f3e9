// Sends GraphQL requests from the browser. Used by fetcher.ts and session.ts.

import { type ExecutionResult, GraphQLError } from 'graphql'

export type Answer = ExecutionResult
export type Question = { query: string; operationName?: string | null; variables?: unknown }

/** Sends one request. Every failure becomes a result with errors, because GraphiQL displays those best. */
export async function post(question: Question, headers: Headers): Promise<Answer> {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers,
      body: JSON.stringify(question),
      credentials: bySession(headers) ? 'same-origin' : 'omit',
      cache: 'no-store',
    })
    const answer: unknown = await response.json().catch(() => null)
    return isAnswer(answer)
      ? answer
      : failed(`The server responded with HTTP ${response.status}, but not with GraphQL.`)
  } catch (error) {
    return failed(`The request failed: ${error instanceof Error ? error.message : error}`)
  }
}

/** A key in GraphiQL's headers editor takes precedence over the key of the key bar. */
export function headersWith(key: string, own: HeadersInit): Headers {
  const headers = new Headers(own)
  if (key !== '' && !headers.has('x-api-key')) headers.set('x-api-key', key)
  headers.set('content-type', 'application/json')
  headers.set('accept', 'application/graphql-response+json, application/json')
  return headers
}

/** True if the request has neither a key nor a token, so that the browser session authenticates it. */
export function bySession(headers: Headers): boolean {
  return !headers.has('x-api-key') && !headers.has('authorization')
}

export function isSessionOver({ errors }: Answer): boolean {
  const code = errors?.[0]?.extensions?.['code']
  return code === 'UNAUTHENTICATED' || code === 'TOKEN_INVALID'
}

function failed(message: string): Answer {
  return { data: null, errors: [new GraphQLError(message)] }
}

/** The first error in one line: message, code, and the request id to quote in a support request. */
export function whyNot({ errors }: Answer): string {
  const [error] = errors ?? []
  if (!error) return 'The server sent no schema. Reload the page.'
  const { code, requestId } = error.extensions ?? {}
  const details = [code, requestId && `request ${requestId}`].filter(Boolean).join(', ')
  return details ? `${error.message} (${details})` : error.message
}

// Checks only what GraphiQL needs. It prints the rest unchanged.
function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value)
}
