// Fields, readFields: read and validate a JSON body. Used by the /auth/ routes.
//
// Reports all invalid fields at once and never repeats a value.

import type { IncomingMessage } from 'node:http'
import { Environment } from '@latchkey/prisma'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { ILL_FORMED, Issues } from '@latchkey/schema/validation/issues.ts'
import { isWellFormedText } from '@latchkey/schema/validation/text.ts'
import { requireJson } from './media-types.ts'
import { readBody } from './request-body.ts'

const MAX_LENGTH = 1_000

/** Two passwords of 200 emoji, written as JSON escapes, take 5 KB. */
const MAX_BODY_BYTES = 8 * 1024
const MAX_DEPTH = 4
const MAX_MEMBERS = 64

export class Fields {
  readonly #given: Readonly<Record<string, unknown>>
  readonly #issues = new Issues()

  constructor(given: object) {
    this.#given = { ...given }
  }

  has(name: string): boolean {
    return this.#given[name] !== undefined
  }

  text(name: string): string {
    const value = this.#given[name]
    if (typeof value !== 'string' || value === '')
      this.#issues.add(name, 'REQUIRED', 'Must be a non-empty string.')
    else if (!isWellFormedText(value)) this.#issues.add(name, 'ILL_FORMED_TEXT', ILL_FORMED)
    else if (value.length > MAX_LENGTH)
      this.#issues.add(name, 'TOO_LONG', `At most ${MAX_LENGTH} characters.`)
    else return value
    return ''
  }

  /** Default: DEVELOPMENT. */
  environment(name: string): Environment {
    const value = this.#given[name] ?? Environment.DEVELOPMENT
    if (value === 'DEVELOPMENT' || value === 'PRODUCTION') return value
    this.#issues.add(name, 'INVALID_ENVIRONMENT', 'Must be DEVELOPMENT or PRODUCTION.')
    return Environment.DEVELOPMENT
  }

  /** Throws VALIDATION_FAILED if a field that was read is invalid. */
  throwIfInvalid(): void {
    this.#issues.throwIfAny()
  }
}

export async function readFields(req: IncomingMessage): Promise<Fields> {
  requireJson(req)
  const body = await readBody(req, MAX_BODY_BYTES)
  checkStructure(body)
  return new Fields(parse(body))
}

/**
 * Runs before JSON.parse, so that no objects are built from a rejected body. The parser finds unbalanced
 * brackets.
 */
function checkStructure(body: string): void {
  let depth = 0
  let members = 0
  let inString = false
  for (let index = 0; index < body.length; index += 1) {
    const character = body[index] ?? ''
    if (inString) {
      if (character === '\\') index += 1
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === ',') members += 1
    else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') depth -= 1
    if (depth > MAX_DEPTH || members >= MAX_MEMBERS)
      throw new Problem(
        'BAD_REQUEST',
        `Send a JSON object with at most ${MAX_MEMBERS} values, nested at most ${MAX_DEPTH} levels deep.`,
      )
  }
}

function parse(body: string): object {
  try {
    const value: unknown = JSON.parse(body === '' ? '{}' : body)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // The error below replaces the parser's error, which quotes the body.
  }
  throw new Problem('BAD_REQUEST', 'The request body must be a JSON object.')
}
