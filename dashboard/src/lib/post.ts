import { type ExecutionResult, GraphQLError } from 'graphql'

export type Answer = ExecutionResult
export type Question = { query: string; operationName?: string | null; variables?: unknown }

/** One request to the server. Whatever goes wrong becomes an answer with errors, as GraphiQL shows those best. */
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
    return isAnswer(answer) ? answer : failed(`The server answered ${response.status} without GraphQL.`)
  } catch (error) {
    return failed(`The request failed: ${error instanceof Error ? error.message : error}`)
  }
}

/** What the headers editor says goes before the key of the bar. */
export function headersWith(key: string, own: HeadersInit): Headers {
  const headers = new Headers(own)
  if (key !== '' && !headers.has('x-api-key')) headers.set('x-api-key', key)
  headers.set('content-type', 'application/json')
  headers.set('accept', 'application/graphql-response+json, application/json')
  return headers
}

/** A key or a token asks alone; without any, the session of the browser does. */
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

/** The first error in one line: what is wrong, its code, and what to quote when asking us about it. */
export function whyNot({ errors }: Answer): string {
  const [error] = errors ?? []
  if (!error) return 'The server sent no schema.'
  const { code, requestId } = error.extensions ?? {}
  const details = [code, requestId && `request ${requestId}`].filter(Boolean).join(', ')
  return details ? `${error.message} (${details})` : error.message
}

// As far as GraphiQL needs: it prints the rest as it came.
function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value)
}
