// The fields of a JSON body, for routes without GraphQL: all that is wrong with them is told at once, and never a value.

import type { IncomingMessage } from 'node:http'
import { Environment } from '@latchkey/prisma'
import { ILL_FORMED, Issues } from '@latchkey/schema/issues.ts'
import { Problem } from '@latchkey/schema/problem.ts'
import { isWellFormedText } from '@latchkey/schema/text.ts'
import { readBody } from './body.ts'

const LONGEST = 1_000

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
      this.#issues.add(name, 'REQUIRED', 'A text that is not empty.')
    else if (!isWellFormedText(value)) this.#issues.add(name, 'ILL_FORMED_TEXT', ILL_FORMED)
    else if (value.length > LONGEST) this.#issues.add(name, 'TOO_LONG', `At most ${LONGEST} characters.`)
    else return value
    return ''
  }

  /** Left out: DEVELOPMENT. */
  environment(name: string): Environment {
    const value = this.#given[name] ?? Environment.DEVELOPMENT
    if (value === 'DEVELOPMENT' || value === 'PRODUCTION') return value
    this.#issues.add(name, 'INVALID_ENVIRONMENT', 'DEVELOPMENT or PRODUCTION.')
    return Environment.DEVELOPMENT
  }

  /** Throws VALIDATION_FAILED if something that was read is wrong. */
  refuse(): void {
    this.#issues.refuse()
  }
}

/** Only JSON, and only as such: a form of a foreign page cannot send it. */
export async function readFields(req: IncomingMessage): Promise<Fields> {
  const [type = ''] = (req.headers['content-type'] ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json')
    throw new Problem('BAD_REQUEST', 'Send JSON (content-type: application/json).')
  const body = await readBody(req)
  return new Fields(parse(body))
}

function parse(body: string): object {
  try {
    const value: unknown = JSON.parse(body === '' ? '{}' : body)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Told below, without a word of what was sent.
  }
  throw new Problem('BAD_REQUEST', 'The body is not a JSON object.')
}
