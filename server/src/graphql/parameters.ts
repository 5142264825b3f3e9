// Parses GraphQL parameters from a POST body or a GET URL. Used by graphql-route.ts.
//
// Error messages never repeat values of the request.

import { Problem } from '@latchkey/schema/graphql/problem.ts'

export interface Parameters {
  readonly query: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
}

/** Maximum number of object fields and list items in the variables. The largest input has about 300. */
const MAX_VALUES = 2_000

const NAMES = ['query', 'operationName', 'variables', 'extensions']

/** Throws BAD_REQUEST or QUERY_TOO_COMPLEX, like `parametersOfUrl`. */
export function parametersOfBody(body: string): Parameters {
  const given = parseJson(body, 'The request body is not valid JSON.')
  if (!isObject(given)) throw malformed('The request body must be a JSON object.')
  for (const name in given)
    if (given[name] != null && !NAMES.includes(name))
      throw malformed(`The request body has an unknown parameter. Allowed parameters: ${NAMES.join(', ')}.`)
  return checked(given)
}

export function parametersOfUrl(parameters: URLSearchParams): Parameters {
  const text = (name: string): string | null => {
    const [given = null, ...more] = parameters.getAll(name)
    if (more.length > 0) throw malformed(`The URL has the parameter ${name} more than once. Send it once.`)
    return given
  }
  const json = (name: string) => parseJson(text(name) || 'null', `The parameter ${name} is not valid JSON.`)
  return checked({
    query: text('query'),
    operationName: text('operationName') || null,
    variables: json('variables'),
    extensions: json('extensions'),
  })
}

function checked({
  query,
  operationName = null,
  variables = null,
  extensions = null,
}: Readonly<Record<string, unknown>>): Parameters {
  if (typeof query !== 'string') throw malformed('The parameter `query` is required and must be a string.')
  if (operationName !== null && typeof operationName !== 'string')
    throw malformed('The parameter `operationName` must be a string or null.')
  if (variables !== null && !isObject(variables))
    throw malformed('The parameter `variables` must be an object or null.')
  if (extensions !== null && !isObject(extensions))
    throw malformed('The parameter `extensions` must be an object or null.')
  if (variables !== null && countValues(variables) > MAX_VALUES)
    throw new Problem(
      'QUERY_TOO_COMPLEX',
      `The variables contain more than ${MAX_VALUES} values. Send fewer per request.`,
    )
  return { query, operationName, variables: variables ?? {} }
}

/** Stops above MAX_VALUES. Not recursive, because JSON can be nested 100,000 levels deep. */
function countValues(root: object): number {
  const waiting: object[] = [root]
  let count = 0
  for (let next = waiting.pop(); next !== undefined && count <= MAX_VALUES; next = waiting.pop()) {
    const values: unknown[] = Array.isArray(next) ? next : Object.values(next)
    count += values.length
    if (count > MAX_VALUES) break
    for (const value of values) if (typeof value === 'object' && value !== null) waiting.push(value)
  }
  return count
}

// Replaces the parser's error, which quotes the input.
function parseJson(text: string, message: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed(message)
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function malformed(message: string): Problem {
  return new Problem('BAD_REQUEST', message)
}
