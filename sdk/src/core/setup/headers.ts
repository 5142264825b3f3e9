// Checks and merges the `headers` options of the client and of a call. Used by settings.ts and transport.ts.

import { LatchkeyError } from '../errors.ts'
import type { RequestEvent } from '../observe/events.ts'
import type { HeadersOption } from '../options.ts'
import { plainObject } from '../sendable.ts'

/** Returns the extra headers of one attempt, with names in lower case. */
export type ExtraHeaders = (request: RequestEvent) => Promise<Readonly<Record<string, string>>>

/** Later ones replace earlier ones. Headers that are not functions are checked at once. */
export function extraHeaders(...options: readonly (HeadersOption | undefined)[]): ExtraHeaders {
  const given = options.map((one = {}) => (typeof one === 'function' ? one : checked(one)))
  return async (request) => {
    const merged: Record<string, string> = {}
    for (const one of given)
      Object.assign(merged, typeof one === 'function' ? checked(await one(request)) : one)
    return merged
  }
}

function checked(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(plainObject('headers', headers))
  for (const [name, value] of entries) checkHeader(name, value)
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]))
}

function checkHeader(name: string, value: unknown): void {
  if (/^(?:content-type|accept)$/i.test(name))
    throw new LatchkeyError(`\`headers\` contains ${name}, which the client sets. Remove it.`)
  if (/^(?:x-api-key|authorization|cookie)$/i.test(name))
    throw new LatchkeyError(
      `\`headers\` contains ${name}. Remove it and pass the credential as \`apiKey\` or \`accessToken\`.`,
    )
  if (/^idempotency-key$/i.test(name))
    throw new LatchkeyError(
      `\`headers\` contains ${name}, but each mutation needs its own key. Pass \`idempotencyKey\` to the call instead.`,
    )
  if (typeof value !== 'string')
    throw new LatchkeyError(`\`headers\` contains ${name} with a value that is not a string.`)
  try {
    new Headers().append(name, value)
  } catch {
    throw new LatchkeyError('`headers` contains a name or value that HTTP does not allow.')
  }
}
